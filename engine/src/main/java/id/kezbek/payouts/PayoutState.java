package id.kezbek.payouts;

import java.util.EnumSet;
import java.util.Set;

/** The states of a payout and all transitions; docs/payouts.md is drawn from this enum. */
public enum PayoutState {
    /** Cannot be sent yet: below the wallet's minimum, not funded, or no provider available. */
    HELD,
    /** Waits to be sent. */
    PENDING,
    /** Exactly one attempt is open; no other may start, and it cannot be cancelled. */
    IN_FLIGHT,
    /** The money has arrived. Changes only if the provider takes it back. */
    PAID,
    /** Automatic attempts have ended; staff decide. */
    ATTENTION,
    /** Will never be sent. */
    CANCELLED;

    /** The states that may follow this one. */
    public Set<PayoutState> next() {
        return switch (this) {
            // In every state except IN_FLIGHT, a late payment of a failed attempt ends the payout.
            case HELD -> EnumSet.of(PENDING, PAID, CANCELLED);
            // Goes to staff without an attempt if no provider accepts the amount.
            case PENDING -> EnumSet.of(IN_FLIGHT, HELD, PAID, ATTENTION, CANCELLED);
            case IN_FLIGHT -> EnumSet.of(PAID, PENDING, ATTENTION);
            // A reversed attempt makes its payout due again, or sends it to staff.
            case PAID -> EnumSet.of(PENDING, ATTENTION);
            // Staff retry or cancel it.
            case ATTENTION -> EnumSet.of(PENDING, PAID, CANCELLED);
            case CANCELLED -> EnumSet.noneOf(PayoutState.class);
        };
    }

    public boolean canBecome(PayoutState other) {
        return next().contains(other);
    }
}
