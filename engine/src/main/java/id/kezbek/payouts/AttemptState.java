package id.kezbek.payouts;

import java.util.EnumSet;
import java.util.Set;

/** The states of one try at one provider and every transition there is; docs/payouts.md draws them from here. */
public enum AttemptState {
    /** Recorded and, while its lease lasts, on its way to the provider. Found after a crash, it is unknown. */
    SENDING,
    /** The provider has paid. */
    SUCCEEDED,
    /** Proven not paid: refused, never sent, or an inquiry said so. */
    FAILED,
    /** The provider may have paid; only an inquiry, a callback, a statement or two people can tell. */
    UNKNOWN,
    /** The provider paid and took the money back. */
    REVERSED;

    /** The states that may follow this one. */
    public Set<AttemptState> next() {
        return switch (this) {
            case SENDING -> EnumSet.of(SUCCEEDED, FAILED, UNKNOWN);
            case UNKNOWN -> EnumSet.of(SUCCEEDED, FAILED);
            // A provider may say no and pay nevertheless.
            case FAILED -> EnumSet.of(SUCCEEDED);
            case SUCCEEDED -> EnumSet.of(REVERSED);
            case REVERSED -> EnumSet.noneOf(AttemptState.class);
        };
    }

    public boolean canBecome(AttemptState other) {
        return next().contains(other);
    }

    /** Whether money may still move because of this attempt, so that nothing else may be tried. */
    public boolean isOpen() {
        return this == SENDING || this == UNKNOWN;
    }
}
