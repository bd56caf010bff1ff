package id.kezbek.partners.records;

import id.kezbek.partners.NewPartner;
import id.kezbek.partners.Partner;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class Partners {

    private final JdbcClient jdbc;
    private final PartnerContacts contacts;
    private final Mailboxes mailboxes;

    Partners(JdbcClient jdbc, PartnerContacts contacts, Mailboxes mailboxes) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.mailboxes = mailboxes;
    }

    /**
     * Adds a partner, active and prepaid.
     *
     * @return the partner's id; empty if the code, e-mail address or MSISDN is in use
     */
    public Optional<PartnerId> add(NewPartner partner, @Nullable String logoKey, Instant at) {
        PartnerContacts.Contact contact = new PartnerContacts.Contact(
                partner.email(), partner.msisdn().digits(), partner.officer(), partner.address());
        PartnerContacts.Columns columns = contacts.columns(partner.code(), contact);
        return jdbc.sql("""
                        insert into partners.partner
                          (code, company, email, msisdn, officer, address, sealed_person, email_hash, msisdn_hash, logo_key,
                           state, funding_mode, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', 'PREPAID', ?)
                        on conflict do nothing returning id""")
                .param(partner.code())
                .param(partner.company())
                .param(columns.email())
                .param(columns.msisdn())
                .param(columns.officer())
                .param(columns.address())
                .param(columns.sealed())
                .param(columns.emailHash())
                .param(columns.msisdnHash())
                .param(logoKey)
                .param(Timestamp.from(at))
                .query(Long.class)
                .optional()
                .map(PartnerId::new);
    }

    /** The names of the unique fields with values that are in use, for the error message. */
    public List<String> taken(NewPartner partner) {
        List<String> taken = new ArrayList<>(jdbc.sql("""
                        select 'code' from partners.partner where code = ?
                        union all
                        select 'e-mail' from partners.partner where lower(email) = lower(?) or email_hash = ?
                        union all
                        select 'MSISDN' from partners.partner where msisdn = any(?) or msisdn_hash = any(?)""")
                .params(
                        partner.code(),
                        partner.email(),
                        contacts.emailHash(partner.email()),
                        partner.msisdn().spellings().toArray(String[]::new),
                        contacts.hashesOfSpellings(partner.msisdn()))
                .query(String.class)
                .list());
        if (mailboxes.isHeld(partner.email())) {
            taken.add("e-mail");
        }
        return taken;
    }

    /** Locks the partner's row, and returns whether the partner exists. */
    public boolean lock(PartnerId partner) {
        return jdbc.sql("select id from partners.partner where id = ? for update")
                .param(partner.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Changes the partner's state, and returns whether the state changed. */
    boolean change(PartnerId partner, Partner.State from, Partner.State to) {
        return jdbc.sql("update partners.partner set state = ? where id = ? and state = ?")
                        .params(to.name(), partner.value(), from.name())
                        .update()
                == 1;
    }
}
