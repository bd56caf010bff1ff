package id.kezbek.payouts.records;

import java.util.EnumSet;
import java.util.Set;

/** The states of an attempt and all transitions; docs/payouts.md is drawn from this enum. */
public enum AttemptState {
    /** Recorded, and being sent while its lease lasts. After a crash, its result is unknown. */
    SENDING,
    /** The provider has paid. */
    SUCCEEDED,
    /** Proven not paid: rejected, never sent, or reported by an inquiry. */
    FAILED,
    /** The provider may have paid; an inquiry, a callback, a settlement file or two people must decide. */
    UNKNOWN,
    /** The provider paid and then took the money back. */
    REVERSED;

    /** The states that may follow this one. */
    public Set<AttemptState> next() {
        return switch (this) {
            case SENDING -> EnumSet.of(SUCCEEDED, FAILED, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCEEDED, FAILED);
            // A provider may reject an order and pay it nevertheless.
            case FAILED -> EnumSet.of(SUCCEEDED);
            case SUCCEEDED -> EnumSet.of(REVERSED);
            case REVERSED -> EnumSet.noneOf(AttemptState.class);
        };
    }

    public boolean canBecome(AttemptState other) {
        return next().contains(other);
    }

    /** Whether money may still move because of this attempt, so that no other may start. */
    public boolean isOpen() {
        return this == SENDING || this == UNKNOWN;
    }
}
