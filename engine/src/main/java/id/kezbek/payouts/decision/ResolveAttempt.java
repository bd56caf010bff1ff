package id.kezbek.payouts.decision;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the decision of two people about an attempt. Its result is unknown, or a callback contradicts its result.
 * Examples are GoPaid, which has no inquiry, and a provider that does not answer. The caller must check that two people
 * decided.
 */
@Component
public class ResolveAttempt {

    /** The result of the attempt, as the two people decided. */
    public enum Resolution {
        PAID,
        NOT_PAID
    }

    /** The states of the attempt and its payout after the resolution. */
    public record Resolved(UUID payout, AttemptState attempt, PayoutState payoutState) {}

    /** @param providerReference the provider's reference of the payment, if the people found one */
    private record Evidence(Resolution resolution, @Nullable String providerReference) {}

    private static final String NOT_PAID_BY_PEOPLE = "PEOPLE_FOUND_IT_NOT_PAID";
    private static final String REVERSED_BY_PEOPLE = "PEOPLE_FOUND_IT_REVERSED";

    private final Payouts payouts;
    private final Attempts attempts;
    private final StillAsProposed stillAsProposed;
    private final OpenCallbacks openCallbacks;
    private final Callbacks callbacks;
    private final Outcomes outcomes;
    private final TransactionTemplate transactions;

    ResolveAttempt(
            Payouts payouts,
            Attempts attempts,
            StillAsProposed stillAsProposed,
            OpenCallbacks openCallbacks,
            Callbacks callbacks,
            Outcomes outcomes,
            TransactionTemplate transactions) {
        this.payouts = payouts;
        this.attempts = attempts;
        this.stillAsProposed = stillAsProposed;
        this.openCallbacks = openCallbacks;
        this.callbacks = callbacks;
        this.outcomes = outcomes;
        this.transactions = transactions;
    }

    /** A description of the attempt's payout for the people who decide. */
    String payoutInWords(UUID attempt) {
        return payouts.inWords(requireOpenForPeople(attempt).payout());
    }

    /**
     * Checks that people can resolve an attempt now. Call this method before the proposal.
     *
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT if people cannot resolve the attempt in its current state, or if an
     *     open callback blocks the resolution
     */
    public void check(UUID attempt, Resolution resolution) {
        openCallbacks.requireNoneAgainst(requireOpenForPeople(attempt), resolution);
    }

    /**
     * Records the resolution, in the caller's transaction or in a new one.
     *
     * @param providerReference the provider's reference of the payment, if the people found one
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public Resolved resolve(UUID attempt, Resolution resolution, @Nullable String providerReference, String decidedBy) {
        return resolve(attempt, new Evidence(resolution, providerReference), null, decidedBy);
    }

    /**
     * Like {@link #resolve}, without a provider's reference.
     *
     * @param proposed the attempt's payout at the time of the proposal. The resolution is refused if the payout has
     *     changed or has any open callback
     */
    public Resolved resolveAsProposed(UUID attempt, Resolution resolution, AsProposed proposed, String decidedBy) {
        return resolve(attempt, new Evidence(resolution, null), proposed, decidedBy);
    }

    private Resolved resolve(UUID attempt, Evidence evidence, @Nullable AsProposed proposed, String decidedBy) {
        return Objects.requireNonNull(transactions.execute(status -> {
            // Locks the payout, so that the attempt cannot end between the checks and the record of the result.
            Payouts.Owed owed = payouts.findForUpdate(
                            requireOpenForPeople(attempt).payout())
                    .orElseThrow(Payouts::absent);
            UUID payout = owed.id();
            if (proposed != null) {
                stillAsProposed.require(proposed, payout);
                openCallbacks.requireNone(payout);
            }
            Attempts.Standing standing = requireOpenForPeople(attempt);
            openCallbacks.requireNoneAgainst(standing, evidence.resolution());
            Report report = new Report(attempt, payout, finding(standing.state(), evidence));
            Reported reported = outcomes.reportWithin(report);
            // Writes the attempt only after the payout. All code locks a payout before its attempts, to prevent
            // deadlocks.
            attempts.decidedBy(attempt, decidedBy);
            openCallbacks.answer(attempt);
            return switch (reported) {
                case Reported.Written written -> new Resolved(payout, written.attempt(), written.payout());
                // The people agree with the recorded state. Only the contradicting callback changes: it is settled.
                case Reported.AlreadyKnown known
                when standing.state() != AttemptState.UNKNOWN -> new Resolved(payout, standing.state(), owed.state());
                case Reported.AlreadyKnown known -> throw notUnknown();
                case Reported.Contradicted contradicted -> throw notUnknown();
                case Reported.NotWritten notWritten -> throw notWritten.cause();
            };
        }));
    }

    private static Finding finding(AttemptState state, Evidence evidence) {
        return switch (evidence.resolution()) {
            case PAID -> new Finding.Paid(Optional.ofNullable(evidence.providerReference()), false);
            case NOT_PAID ->
                state == AttemptState.SUCCEEDED
                        ? new Finding.Reversed(REVERSED_BY_PEOPLE)
                        : new Finding.NotPaid(NOT_PAID_BY_PEOPLE, Finding.Proof.DECIDED);
        };
    }

    /**
     * Refuses attempts that people cannot resolve. People can resolve an ended attempt only if a callback about it
     * waits for people.
     */
    private Attempts.Standing requireOpenForPeople(UUID id) {
        Attempts.Standing attempt =
                attempts.standing(id).orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no attempt has this id"));
        boolean isOpen = switch (attempt.state()) {
            case UNKNOWN -> true;
            case FAILED, SUCCEEDED -> callbacks.waitForPeople(attempt.id());
            case SENDING, REVERSED -> false;
        };
        if (!isOpen) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the attempt is " + attempt.state()
                            + "; a person can resolve only an attempt that is UNKNOWN or that a callback contradicts");
        }
        return attempt;
    }

    private static Refusal notUnknown() {
        return new Refusal(ErrorCode.STATE_CONFLICT, "the attempt has ended since the proposal; read it again");
    }
}
