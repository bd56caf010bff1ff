package id.kezbek.payouts.records;

import java.util.EnumSet;
import java.util.Set;

/** The states of an attempt and all transitions. The graph in docs/payouts.md is generated from this enum. */
public enum AttemptState {
    /**
     * The attempt is recorded and is being sent during its lease. After a crash, the result of the attempt is unknown.
     */
    SENDING,
    /** The provider has paid. */
    SUCCEEDED,
    /**
     * There is proof that the attempt was not paid: for example, it was rejected, never sent, or unpaid according to an
     * inquiry. The provider may still pay it later.
     */
    FAILED,
    /** The provider may have paid. An inquiry, a callback, a settlement file or two people must decide. */
    UNKNOWN,
    /** The provider paid and then took the money back. */
    REVERSED;

    /** The states that may follow this state. */
    public Set<AttemptState> next() {
        return switch (this) {
            case SENDING -> EnumSet.of(SUCCEEDED, FAILED, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCEEDED, FAILED);
            // A provider may report an order as unpaid and still pay it later.
            case FAILED -> EnumSet.of(SUCCEEDED);
            case SUCCEEDED -> EnumSet.of(REVERSED);
            case REVERSED -> EnumSet.noneOf(AttemptState.class);
        };
    }

    public boolean canBecome(AttemptState other) {
        return next().contains(other);
    }

    /** Whether this attempt may still move money. While it may, the payout gets no other attempt. */
    public boolean isOpen() {
        return this == SENDING || this == UNKNOWN;
    }
}
