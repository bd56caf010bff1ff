package id.kezbek.payouts;

import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.outcome.Finding;
import id.kezbek.payouts.outcome.Outcomes;
import id.kezbek.payouts.outcome.Report;
import id.kezbek.payouts.outcome.Reported;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Evidence about an attempt from a provider's settlement file. The engine records a line in the file like a provider's
 * answer to an inquiry. A missing line proves nothing, so two people decide.
 */
@Component
public class StatementEvidence {

    private final Attempts attempts;
    private final Outcomes outcomes;
    private final ResolveAttempt resolveAttempt;

    StatementEvidence(Attempts attempts, Outcomes outcomes, ResolveAttempt resolveAttempt) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.resolveAttempt = resolveAttempt;
    }

    /**
     * Records that a line of the settlement file shows the attempt's payment. The method waits for the commit, so it
     * must not be called in a transaction.
     *
     * @param providerReference the provider's reference, if the line contains one
     * @return whether the payment was not known before and is now recorded
     */
    public boolean paid(UUID attempt, @Nullable String providerReference) {
        Attempts.Standing standing = attempts.standing(attempt).orElseThrow(StatementEvidence::absent);
        boolean isNews = standing.state() == AttemptState.UNKNOWN || standing.state() == AttemptState.FAILED;
        return isNews
                && outcomes.report(new Report(
                                attempt,
                                standing.payout(),
                                new Finding.Paid(Optional.ofNullable(providerReference), false)))
                        instanceof Reported.Written;
    }

    /**
     * Checks that two people may record the attempt as not paid. Its result must be unknown, and no open callback may
     * contradict "not paid". Call this method before the proposal.
     *
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT
     */
    public void checkNotPaid(UUID attempt) {
        Attempts.Standing standing = attempts.standing(attempt).orElseThrow(StatementEvidence::absent);
        if (standing.state() != AttemptState.UNKNOWN) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the attempt is " + standing.state() + "; its result is known already");
        }
        resolveAttempt.check(attempt, ResolveAttempt.Resolution.NOT_PAID);
    }

    /**
     * Records, in the caller's transaction, that two people decided that the attempt was not paid.
     *
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #checkNotPaid}; then nothing was recorded
     */
    public void notPaid(UUID attempt, String decidedBy) {
        checkNotPaid(attempt);
        ResolveAttempt.Resolved resolved =
                resolveAttempt.resolve(attempt, ResolveAttempt.Resolution.NOT_PAID, null, decidedBy);
        if (resolved.attempt() != AttemptState.FAILED) {
            throw new IllegalStateException("The attempt became " + resolved.attempt());
        }
    }

    private static Refusal absent() {
        return new Refusal(ErrorCode.NOT_FOUND, "no attempt has this id");
    }
}
