package id.kezbek.payouts;

import java.util.EnumSet;
import java.util.Set;

/** The states of a payout and all transitions. The graph in docs/payouts.md is generated from this enum. */
public enum PayoutState {
    /**
     * The payout cannot be sent yet: it is below the wallet's minimum, it is not funded, or its providers are paused.
     */
    HELD,
    /** The payout waits to be sent. */
    PENDING,
    /**
     * The payout has exactly one open attempt. Until this attempt ends, no other attempt may start, and the payout
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
            // HELD, PENDING and ATTENTION can become PAID: a provider may later pay an attempt that was recorded as
            // failed.
            case HELD -> EnumSet.of(PENDING, PAID, CANCELLED);
            // ATTENTION can follow PENDING without an attempt, if no provider accepts the amount.
            case PENDING -> EnumSet.of(IN_FLIGHT, HELD, PAID, ATTENTION, CANCELLED);
            case IN_FLIGHT -> EnumSet.of(PAID, PENDING, ATTENTION);
            // If the provider takes back the money, the payout becomes due again, or staff must decide.
            case PAID -> EnumSet.of(PENDING, ATTENTION);
            // Staff retry or cancel the payout. A retried payout is HELD if a refund reduced it below the wallet's
            // minimum.
            case ATTENTION -> EnumSet.of(PENDING, HELD, PAID, CANCELLED);
            case CANCELLED -> EnumSet.noneOf(PayoutState.class);
        };
    }

    public boolean canBecome(PayoutState other) {
        return next().contains(other);
    }
}
