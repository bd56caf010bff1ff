package id.kezbek.partners.records;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes a partner's data. The audit log contains the old and the new values. */
@Component
public class ChangePartner {

    private final JdbcClient jdbc;
    private final PartnerArchive archive;
    private final PartnerContacts contacts;
    private final PartnerChanges changes;
    private final TransactionTemplate transactions;

    ChangePartner(
            JdbcClient jdbc,
            PartnerArchive archive,
            PartnerContacts contacts,
            PartnerChanges changes,
            TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.contacts = contacts;
        this.changes = changes;
        this.transactions = transactions;
    }

    /**
     * Changes the partner. If no value changes, nothing is recorded.
     *
     * @param by the person who changes the partner, for the audit log
     * @return the partner after the change
     * @throws Refusal NOT_FOUND if the partner does not exist; PARTNER_EXISTS if another partner has the e-mail address
     *     or MSISDN
     */
    public PartnerProfile change(PartnerId partner, PartnerUpdate update, String by) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                PartnerProfile before = found(partner);
                PartnerProfile after = update.appliedTo(before);
                Map<String, String> difference = PartnerUpdate.difference(before, after);
                if (!difference.isEmpty()) {
                    refuseOthersNumber(after);
                    write(after);
                    record(PartnerChanges.Kind.PARTNER_CHANGED, partner, by, difference);
                }
                return after;
            }));
        } catch (DuplicateKeyException taken) {
            throw exists();
        }
    }

    /**
     * Refuses a phone number that another partner has in any notation. The unique index is not enough: it compares
     * exact texts, and older engines stored other notations.
     */
    private void refuseOthersNumber(PartnerProfile after) {
        Msisdn number = Objects.requireNonNull(after.msisdn());
        boolean isTaken = jdbc.sql("""
                        select exists (select from partners.partner where (msisdn = any(?) or msisdn_hash = any(?)) and id <> ?)""")
                .params(
                        number.spellings().toArray(String[]::new),
                        contacts.hashesOfSpellings(number),
                        after.id().value())
                .query(Boolean.class)
                .single();
        if (isTaken) {
            throw exists();
        }
    }

    private static Refusal exists() {
        return new Refusal(ErrorCode.PARTNER_EXISTS, "another partner already has this e-mail or MSISDN");
    }

    /**
     * Sets the key of the partner's logo.
     *
     * @return the key of the previous logo
     */
    public Optional<String> changeLogo(PartnerId partner, String logoKey, String by) {
        return Objects.requireNonNull(transactions.execute(status -> {
            PartnerProfile before = found(partner);
            jdbc.sql("update partners.partner set logo_key = ? where id = ?")
                    .params(logoKey, partner.value())
                    .update();
            record(PartnerChanges.Kind.PARTNER_CHANGED, partner, by, Map.of("logo", "another"));
            return before.logoKey();
        }));
    }

    /**
     * Replaces the key of the partner's logo, if the stored key is still {@code from}.
     *
     * @param to the new key; null to remove the logo
     * @return whether the key was replaced
     */
    public boolean changeLogo(PartnerId partner, String from, @Nullable String to, String by) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean changed = jdbc.sql("update partners.partner set logo_key = :to where id = :id and logo_key = :from")
                            .param("to", to)
                            .param("id", partner.value())
                            .param("from", from)
                            .update()
                    == 1;
            if (changed) {
                record(
                        PartnerChanges.Kind.PARTNER_CHANGED,
                        partner,
                        by,
                        Map.of("logo", to == null ? "removed: cannot be decoded" : "encoded anew"));
            }
            return changed;
        }));
    }

    private PartnerProfile found(PartnerId partner) {
        return archive.lock(partner).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no partner has this code"));
    }

    private void write(PartnerProfile after) {
        PartnerContacts.Contact contact = new PartnerContacts.Contact(
                Objects.requireNonNull(after.email()),
                Objects.requireNonNull(after.msisdn()).digits(),
                Objects.requireNonNull(after.officer()),
                Objects.requireNonNull(after.address()));
        PartnerContacts.Columns columns = contacts.columns(after.code(), contact);
        jdbc.sql("""
                        update partners.partner set company = ?, email = ?, msisdn = ?, officer = ?, address = ?,
                          sealed_person = ?, email_hash = ?, msisdn_hash = ?, language = ?, calls_per_second = ?
                        where id = ?""")
                .param(after.company())
                .param(columns.email())
                .param(columns.msisdn())
                .param(columns.officer())
                .param(columns.address())
                .param(columns.sealed())
                .param(columns.emailHash())
                .param(columns.msisdnHash())
                .param(after.language().code())
                .param(after.callsPerSecond().orElse(null))
                .param(after.id().value())
                .update();
    }

    private void record(PartnerChanges.Kind kind, PartnerId partner, String by, Map<String, String> detail) {
        changes.record(kind, partner, by, detail);
    }
}
