package id.kezbek.payouts;

import java.util.EnumSet;
import java.util.Set;

/** The states of a payout and every transition there is; docs/payouts.md draws them from here. */
public enum PayoutState {
    /** Not to be sent yet: below the wallet's minimum, its funding queued, or no provider can take it now. */
    HELD,
    /** To be sent when due. */
    PENDING,
    /** Exactly one attempt is open; nothing else may be tried, and it cannot be cancelled. */
    IN_FLIGHT,
    /** The money has arrived. Left only when the provider takes it back. */
    PAID,
    /** The engine has tried what it may; people decide. */
    ATTENTION,
    /** Never to be sent. */
    CANCELLED;

    /** The states that may follow this one. */
    public Set<PayoutState> next() {
        return switch (this) {
            // From every state but IN_FLIGHT a payment that a failed attempt reports late ends the payout.
            case HELD -> EnumSet.of(PENDING, PAID, CANCELLED);
            // Sent to people without a try where no provider takes such an amount.
            case PENDING -> EnumSet.of(IN_FLIGHT, HELD, PAID, ATTENTION, CANCELLED);
            case IN_FLIGHT -> EnumSet.of(PAID, PENDING, ATTENTION);
            // A reversed attempt returns its payout to be sent again, or to people.
            case PAID -> EnumSet.of(PENDING, ATTENTION);
            // People send it again or cancel it.
            case ATTENTION -> EnumSet.of(PENDING, PAID, CANCELLED);
            case CANCELLED -> EnumSet.noneOf(PayoutState.class);
        };
    }

    public boolean canBecome(PayoutState other) {
        return next().contains(other);
    }
}
