package id.kezbek.partners.officers;

import id.kezbek.partners.Officer;
import id.kezbek.partners.OfficerNews;
import id.kezbek.partners.records.PartnerChanges;
import id.kezbek.partners.records.Partners;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Language;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds and removes a partner's officers. The sessions of a removed officer are invalid from the next request on. */
@Component
public class ChangeOfficers {

    /** The maximum number of officers per partner. */
    public static final int OFFICERS_MAX = 100;

    private final Partners partners;
    private final Officers officers;
    private final PartnerChanges changes;
    private final ObjectProvider<OfficerNews> news;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    ChangeOfficers(
            Partners partners,
            Officers officers,
            PartnerChanges changes,
            ObjectProvider<OfficerNews> news,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.partners = partners;
        this.officers = officers;
        this.changes = changes;
        this.news = news;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** A partner's officers, in the order in which they were added. */
    public List<Officer> of(PartnerId partner) {
        return officers.of(partner, OFFICERS_MAX);
    }

    /**
     * Adds an officer.
     *
     * @param by the person who adds the officer, for the audit log
     * @throws Refusal STATE_CONFLICT if the mailbox is in use, or the partner has the maximum number of officers
     */
    public Officer add(PartnerId partner, String name, String email, Language language, String by) {
        return add(ids.next(), partner, name, email, language, by);
    }

    /** Adds an officer with an id that is already assigned. */
    Officer add(UUID id, PartnerId partner, String name, String email, Language language, String by) {
        return Objects.requireNonNull(transactions.execute(status -> {
            partners.lock(partner);
            requireRoom(partner);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Officer officer = new Officer(id, null, partner, name, email, language.code(), now);
            if (!officers.add(officer)) {
                throw taken();
            }
            changes.record(PartnerChanges.Kind.OFFICER_ADDED, partner, by, detail(officer));
            tell(OfficerNews.What.ADDED, officer, of(partner));
            return officer;
        }));
    }

    /**
     * Removes an officer.
     *
     * @param by the person who removes the officer, for the audit log
     * @throws Refusal NOT_FOUND if the partner has no such officer
     */
    public void remove(PartnerId partner, UUID id, String by) {
        transactions.executeWithoutResult(status -> {
            partners.lock(partner);
            Officer officer = officers.row(partner, id)
                    .map(Officers.Row::officer)
                    .filter(found -> officers.remove(partner, id))
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "the partner has no officer with this id"));
            changes.record(PartnerChanges.Kind.OFFICER_REMOVED, partner, by, detail(officer));
            tell(
                    OfficerNews.What.REMOVED,
                    officer,
                    Stream.concat(of(partner).stream(), Stream.of(officer)).toList());
        });
    }

    /**
     * Removes an officer at the request of an officer of the same partner.
     *
     * @throws Refusal STATE_CONFLICT for the last officer
     */
    public void removeColleague(PartnerId partner, UUID id, String by) {
        transactions.executeWithoutResult(status -> {
            partners.lock(partner);
            if (officers.of(partner, OFFICERS_MAX).stream()
                    .allMatch(officer -> officer.id().equals(id))) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "an officer cannot remove the last officer; add a colleague first or ask Kezbek's staff");
            }
            remove(partner, id, by);
        });
    }

    private void tell(OfficerNews.What what, Officer about, List<Officer> whom) {
        news.ifAvailable(told -> told.tell(what, about, whom));
    }

    /** Informs the officers about a proposed officer. */
    void tellProposed(Officer proposed) {
        tell(OfficerNews.What.PROPOSED, proposed, of(proposed.partner()));
    }

    void requireRoom(PartnerId partner) {
        if (officers.of(partner, OFFICERS_MAX).size() >= OFFICERS_MAX) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the partner has " + OFFICERS_MAX + " officers; remove one first");
        }
    }

    static Refusal taken() {
        return new Refusal(
                ErrorCode.STATE_CONFLICT,
                "a member of staff or an officer already has this mailbox; use another address");
    }

    /** The audit log masks the e-mail address. The id identifies the officer permanently. */
    private static Map<String, String> detail(Officer officer) {
        return Map.of("officer", Ids.text(officer.id()), "email", officer.email());
    }
}
