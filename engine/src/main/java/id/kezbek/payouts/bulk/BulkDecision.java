package id.kezbek.payouts.bulk;

import id.kezbek.payouts.PayoutState;
import java.util.Set;

/** The decisions that people can make about many payouts at once. */
public enum BulkDecision {
    RETRY(Set.of(PayoutState.ATTENTION), "retried, and their earlier rejections no longer count"),
    CANCEL(
            Set.of(PayoutState.HELD, PayoutState.PENDING, PayoutState.ATTENTION),
            "cancelled, and the partners get the amounts back, except what refunds have returned already"),
    /** For each payout, the attempt with an unknown result was paid. */
    PAID(Set.of(PayoutState.IN_FLIGHT), "recorded as paid, and so are their attempts with unknown results"),
    /** For each payout, the attempt with an unknown result was not paid. */
    NOT_PAID(
            Set.of(PayoutState.IN_FLIGHT), "retried, and their attempts with unknown results are recorded as not paid");

    private final Set<PayoutState> states;
    private final String effect;

    BulkDecision(Set<PayoutState> states, String effect) {
        this.states = states;
        this.effect = effect;
    }

    /** The states that a payout must have for this decision. */
    public Set<PayoutState> states() {
        return states;
    }

    /** Whether the decision records the result of an attempt. */
    public boolean isAboutAttempts() {
        return this == PAID || this == NOT_PAID;
    }

    /** The effect on the payouts, as the end of a sentence. */
    String effect() {
        return effect;
    }
}
