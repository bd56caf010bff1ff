package id.kezbek.reporting.verdict;

import id.kezbek.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the roll-ups of a period equal the ledger. Every report contains this verdict.
 *
 * @param residual the sum of all absolute differences
 * @param asOf the oldest comparison time of all days in the period; null if a day was never compared
 */
public record LedgerVerdict(
        State state, Money residual, @Nullable Instant asOf) {

    public enum State {
        /** Every account equals the ledger, by day and kind of movement. */
        EQUAL,
        /** At least one day was not compared yet. */
        NOT_CHECKED,
        /** Some events of an earlier version have no amounts; the missing amounts may explain the difference. */
        NOT_KNOWN,
        /** At least one figure is wrong. */
        DIFFERENT
    }

    /** Whether readers need a warning about the figures. */
    public boolean isAmber() {
        return state != State.EQUAL;
    }
}
