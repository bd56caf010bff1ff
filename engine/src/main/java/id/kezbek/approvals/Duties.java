package id.kezbek.approvals;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Duties that exclude one another: no person has both. Money that one person brings in alone, for a partner that the same
 * person made or whose rules the same person wrote, is money that one person can pay out.
 */
@Component
public class Duties {

    /** Over what two duties exclude one another. */
    public enum Over {
        ACT("the same act"),
        PARTNER("the same partner");

        private final String words;

        Over(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Two duties that no person has over the same act or the same partner, in whichever order. */
    public record Exclusion(Duty one, Duty other, Over over) {

        public boolean isOf(Duty left, Duty right) {
            return one == left && other == right || one == right && other == left;
        }

        /** The one that excludes the duty; empty where this is about others. */
        Optional<Duty> besides(Duty duty) {
            if (duty == one) {
                return Optional.of(other);
            }
            return duty == other ? Optional.of(one) : Optional.empty();
        }
    }

    /** The whole table; docs/authorization.md shows it. */
    public static final List<Exclusion> EXCLUSIONS = List.of(
            new Exclusion(Duty.PROPOSER, Duty.APPROVER, Over.ACT),
            new Exclusion(Duty.ONBOARDER, Duty.FUNDER, Over.PARTNER),
            new Exclusion(Duty.RULE_EDITOR, Duty.FUNDER, Over.PARTNER));

    /** The acts that make somebody a partner's onboarder, as the audit log names them. */
    private static final List<String> ONBOARDING = List.of("PARTNER_ONBOARDED", "CREDENTIAL_ISSUED");

    /** Parts that a person may have in acts. */
    private static final String PROPOSED =
            "state in ('PROPOSED', 'APPROVED') and (lower(proposed_by) = any(:names) or proposer = :person)";

    private static final String APPROVED =
            "state = 'APPROVED' and (lower(ended_by) = any(:names) or decider = :person)";
    private static final String IS_PROPOSING =
            "state = 'PROPOSED' and (lower(proposed_by) = any(:names) or proposer = :person)";

    private final Acts acts;
    private final Persons persons;
    private final ActorSeals seals;
    private final Actors actors;
    private final JdbcClient jdbc;

    Duties(Acts acts, Persons persons, ActorSeals seals, Actors actors, JdbcClient jdbc) {
        this.acts = acts;
        this.persons = persons;
        this.seals = seals;
        this.actors = actors;
        this.jdbc = jdbc;
    }

    /** The exclusion of these two; empty where one person may have both. */
    public static Optional<Exclusion> exclusion(Duty one, Duty other) {
        return EXCLUSIONS.stream()
                .filter(exclusion -> exclusion.isOf(one, other))
                .findFirst();
    }

    /**
     * Lets the caller take up a duty over a partner, until the end of the transaction alone: of two who take up duties over
     * one partner at once, the second waits and sees what the first did.
     *
     * @throws Refusal FORBIDDEN where the caller has a duty over the partner that excludes it
     */
    public void require(Duty wanted, String partner, Caller caller) {
        against(wanted, partner, persons.actor(caller), true).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /** @throws Refusal as above, where the act takes a duty up over the partner that its arguments name */
    void require(Act<?> act, String arguments, Approval.Actor person) {
        against(act, arguments, person).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /** As above, for who only agrees to what another does: what such a person funded before is no hindrance. */
    void requireOfApprover(Act<?> act, String arguments, Approval.Actor person) {
        against(act, arguments, person, false).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /** What stands against a person's proposing an act, in words; empty where nothing does. */
    Optional<String> against(Act<?> act, String arguments, Approval.Actor person) {
        return against(act, arguments, person, true);
    }

    /** Whether the person could approve the act now; a look without a lock, which decides nothing. */
    boolean admits(Act<?> act, String arguments, Approval.Actor person) {
        return act.duty()
                .flatMap(duty -> Acts.partner(arguments).flatMap(partner -> heldAgainst(duty, partner, person, false)))
                .isEmpty();
    }

    private Optional<String> against(Act<?> act, String arguments, Approval.Actor person, boolean isDoer) {
        return act.duty()
                .flatMap(duty -> Acts.partner(arguments).flatMap(partner -> against(duty, partner, person, isDoer)));
    }

    private Optional<String> against(Duty wanted, String partner, Approval.Actor person, boolean isDoer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('duties ' || ?, 0))")
                .param(partner)
                .query((row, n) -> n)
                .single();
        return heldAgainst(wanted, partner, person, isDoer);
    }

    private Optional<String> heldAgainst(Duty wanted, String partner, Approval.Actor person, boolean isDoer) {
        return EXCLUSIONS.stream()
                .filter(exclusion -> exclusion.over() == Over.PARTNER)
                .flatMap(exclusion -> exclusion.besides(wanted).stream())
                .filter(held ->
                        holds(held, partner, person) || (isDoer && hasFundedWhoOnboards(held, wanted, partner, person)))
                .findFirst()
                .map(held -> "duties exclude one another: of partner " + partner + ", who " + held.words()
                        + " is not who " + wanted.words() + "; another person must");
    }

    private boolean holds(Duty duty, String partner, Approval.Actor person) {
        return switch (duty) {
            // A credential that is agreed and not collected yet can be collected by its proposer alone.
            case ONBOARDER -> hasOnboarded(partner, person) || has(duty, PROPOSED, partner, person);
            case RULE_EDITOR -> has(duty, PROPOSED, partner, person) || has(duty, APPROVED, partner, person);
            // For a rule editor what is booked is done; only what is still to come excludes.
            case FUNDER -> has(duty, IS_PROPOSING, partner, person);
            case PROPOSER, APPROVER -> false;
        };
    }

    /** Who has a partner's key could spend what they themselves brought in before. */
    private boolean hasFundedWhoOnboards(Duty held, Duty wanted, String partner, Approval.Actor person) {
        return held == Duty.FUNDER
                && wanted == Duty.ONBOARDER
                && (has(held, PROPOSED, partner, person) || has(held, APPROVED, partner, person));
    }

    /** The audit log remembers it for every partner, those from before these duties too, and nobody can change it. */
    private boolean hasOnboarded(String partner, Approval.Actor person) {
        return jdbc
                .sql("""
                        select distinct a.id, a.subject, a.sealed_subject from approvals.audit l join approvals.actor a on a.id = l.actor
                        where l.subject = 'partner ' || :partner and l.act in (:acts) and a.salt is not null""")
                .param("partner", partner)
                .param("acts", ONBOARDING)
                .query((row, n) -> seals.open(row.getBytes(3), ActorSeals.ofActor(row.getString(1)), row.getString(2)))
                .list()
                .stream()
                .anyMatch(address -> persons.isOf(address, person));
    }

    private boolean has(Duty duty, String part, String partner, Approval.Actor person) {
        return jdbc.sql("""
                        select exists (
                          select from approvals.approval
                          where arguments ->> 'partner' = :partner and kind in (:kinds) and %s)""".formatted(part))
                .param("partner", partner)
                .param("kinds", acts.kindsOf(duty))
                .param("names", actors.formsOf(person.name()))
                .param("person", person.person(), Types.OTHER)
                .query(Boolean.class)
                .single();
    }
}
