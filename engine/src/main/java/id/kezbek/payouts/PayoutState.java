package id.kezbek.payouts;

import java.util.EnumSet;
import java.util.Set;

/** The states of a payout and all transitions. The graph in docs/payouts.md is generated from this enum. */
public enum PayoutState {
    /**
     * The payout cannot be sent yet: it is below the wallet's minimum, it is not funded, or no provider is available.
     */
    HELD,
    /** The payout waits to be sent. */
    PENDING,
    /**
     * The payout has exactly one open attempt. No other attempt may start while this attempt is open, and the payout
     * cannot be cancelled.
     */
    IN_FLIGHT,
    /** The money has arrived. The state changes only if the provider takes back the money. */
    PAID,
    /** The engine makes no more automatic attempts. Staff must decide. */
    ATTENTION,
    /** The payout will never be sent. */
    CANCELLED;

    /** The states that may follow this state. */
    public Set<PayoutState> next() {
        return switch (this) {
            // From every state except IN_FLIGHT, a late payment of a failed attempt ends the payout.
            case HELD -> EnumSet.of(PENDING, PAID, CANCELLED);
            // If no provider accepts the amount, staff must decide, although there was no attempt.
            case PENDING -> EnumSet.of(IN_FLIGHT, HELD, PAID, ATTENTION, CANCELLED);
            case IN_FLIGHT -> EnumSet.of(PAID, PENDING, ATTENTION);
            // If an attempt is reversed, its payout becomes due again, or staff must decide.
            case PAID -> EnumSet.of(PENDING, ATTENTION);
            // Staff retry or cancel the payout. A payout that a refund reduced below the wallet's minimum is held then.
            case ATTENTION -> EnumSet.of(PENDING, HELD, PAID, CANCELLED);
            case CANCELLED -> EnumSet.noneOf(PayoutState.class);
        };
    }

    public boolean canBecome(PayoutState other) {
        return next().contains(other);
    }
}
