package id.kezbek.approvals;

import id.kezbek.approvals.audit.ActorSeals;
import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.records.Acts;
import id.kezbek.approvals.records.Persons;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks that one person does not have two duties that exclude each other. For example, a person who onboards a partner
 * or writes a rule for the partner must not also book the partner's money. With both duties, one person alone could
 * cause payouts.
 */
@Component
public class Duties {

    /** The scope in which two duties exclude each other. */
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

    /** Two duties that one person must not have over the same proposal or the same partner, in either order. */
    public record Exclusion(Duty one, Duty other, Over over) {

        public boolean isOf(Duty left, Duty right) {
            return one == left && other == right || one == right && other == left;
        }

        /** The duty that the given duty excludes; empty if this exclusion does not concern the given duty. */
        Optional<Duty> besides(Duty duty) {
            if (duty == one) {
                return Optional.of(other);
            }
            return duty == other ? Optional.of(one) : Optional.empty();
        }
    }

    /** All exclusions. The page {@code docs/authorization.md} lists the exclusions. */
    public static final List<Exclusion> EXCLUSIONS = List.of(
            new Exclusion(Duty.PROPOSER, Duty.APPROVER, Over.ACT),
            new Exclusion(Duty.ONBOARDER, Duty.FUNDER, Over.PARTNER),
            new Exclusion(Duty.RULE_EDITOR, Duty.FUNDER, Over.PARTNER));

    /** The audited actions that make a person a partner's onboarder. */
    private static final List<String> ONBOARDING = List.of("PARTNER_ONBOARDED", "CREDENTIAL_ISSUED");

    /** SQL conditions for the proposals in which a person took part. */
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
    private final ObjectProvider<BookedAlone> bookings;
    private final JdbcClient jdbc;

    Duties(
            Acts acts,
            Persons persons,
            ActorSeals seals,
            Actors actors,
            ObjectProvider<BookedAlone> bookings,
            JdbcClient jdbc) {
        this.acts = acts;
        this.persons = persons;
        this.seals = seals;
        this.actors = actors;
        this.bookings = bookings;
        this.jdbc = jdbc;
    }

    /** The exclusion of these two duties; empty if one person may have both duties. */
    public static Optional<Exclusion> exclusion(Duty one, Duty other) {
        return EXCLUSIONS.stream()
                .filter(exclusion -> exclusion.isOf(one, other))
                .findFirst();
    }

    /**
     * Checks that the caller may perform a duty for a partner, and locks the partner's duties until the transaction
     * ends. So a concurrent request for the same partner waits, and then sees the action of the first request.
     *
     * @throws Refusal FORBIDDEN if the caller has an excluding duty for the partner
     */
    public void require(Duty wanted, String partner, Caller caller) {
        against(wanted, partner, persons.actor(caller), true).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /**
     * Checks the duty that the proposal performs for the partner in its arguments.
     *
     * @throws Refusal as {@link #require(Duty, String, Caller)}
     */
    void require(Act<?> act, String arguments, Approval.Actor person) {
        against(act, arguments, person).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /** The check for an approver. It ignores earlier bookings of the partner's money that two people decided. */
    void requireOfApprover(Act<?> act, String arguments, Approval.Actor person) {
        against(act, arguments, person, false).ifPresent(words -> {
            throw new Refusal(ErrorCode.FORBIDDEN, words);
        });
    }

    /** The reason why the person must not make this proposal; empty if the person may make the proposal. */
    Optional<String> against(Act<?> act, String arguments, Approval.Actor person) {
        return against(act, arguments, person, true);
    }

    /**
     * Whether the person could approve the proposal now. The check is repeated at the decision, because this method
     * takes no lock.
     */
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
                .map(held -> "these duties exclude each other for partner " + partner + ": a person who " + held.words()
                        + " must not be the one who " + wanted.words() + "; another person must do it");
    }

    private boolean holds(Duty duty, String partner, Approval.Actor person) {
        return switch (duty) {
            // The proposer of a credential is an onboarder too, because only the proposer can collect the credential.
            case ONBOARDER -> hasOnboarded(partner, person) || has(duty, PROPOSED, partner, person);
            case RULE_EDITOR -> has(duty, PROPOSED, partner, person) || has(duty, APPROVED, partner, person);
            // A booking by two people makes the proposer a funder only while the proposal is open. A booking by one
            // person has no time limit, because no other person checked it.
            case FUNDER -> has(duty, IS_PROPOSING, partner, person) || hasBookedAlone(partner, person);
            case PROPOSER, APPROVER -> false;
        };
    }

    /**
     * Whether the person wants to onboard a partner after proposing or approving a booking of this partner's money.
     * This person could spend the money with the partner's API key.
     */
    private boolean hasFundedWhoOnboards(Duty held, Duty wanted, String partner, Approval.Actor person) {
        return held == Duty.FUNDER
                && wanted == Duty.ONBOARDER
                && (has(held, PROPOSED, partner, person) || has(held, APPROVED, partner, person));
    }

    /** Reads bookings and not proposals, because a person can book small amounts without a proposal. */
    private boolean hasBookedAlone(String partner, Approval.Actor person) {
        return bookings.stream()
                .flatMap(booked -> booked.of(partner).stream())
                .map(actors::named)
                .anyMatch(name -> persons.isOf(name, person));
    }

    /**
     * Reads the audit log, because it cannot be changed. It also contains onboardings from before this check existed.
     */
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
