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
 * What a provider's statement proves about an attempt. A line takes the road of an inquiry's answer: nothing is written
 * beside it. That a statement has no line proves nothing alone; two people decide.
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
     * Records that a line of a statement shows the attempt's payment. Waits for the commit; not for use in a
     * transaction.
     *
     * @param providerReference the provider's reference on the line, if it has one
     * @return whether it was news and is recorded now
     */
    public boolean paid(UUID attempt, @Nullable String providerReference) {
        Attempts.Standing standing = attempts.standing(attempt).orElseThrow(StatementEvidence::absent);
        boolean isNews = standing.state() == AttemptState.UNKNOWN || standing.state() == AttemptState.FAILED;
        return isNews
                && outcomes.report(new Report(
                                attempt, standing.payout(), new Finding.Paid(Optional.ofNullable(providerReference))))
                        instanceof Reported.Written;
    }

    /**
     * Refuses an attempt whose result is known, before a proposal that it was not paid.
     *
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT
     */
    public void checkNotPaid(UUID attempt) {
        Attempts.Standing standing = attempts.standing(attempt).orElseThrow(StatementEvidence::absent);
        if (standing.state() != AttemptState.UNKNOWN) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the attempt is " + standing.state() + "; its result is known already");
        }
    }

    /**
     * Records that two people found it not paid, in the caller's transaction.
     *
     * @param decidedBy who decided, as the audit log names them
     * @throws Refusal as {@link #checkNotPaid}; nothing was recorded then
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
