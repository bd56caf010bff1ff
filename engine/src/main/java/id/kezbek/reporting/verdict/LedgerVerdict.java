package id.kezbek.reporting.verdict;

import id.kezbek.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the roll-ups of some days equal the ledger. Every report carries it.
 *
 * @param residual the sum of all differences, each without its sign
 * @param asOf when the day that was compared longest ago was compared; null if a day was never compared
 */
public record LedgerVerdict(
        State state, Money residual, @Nullable Instant asOf) {

    public enum State {
        /** Every account equals the ledger by day and kind of movement. */
        EQUAL,
        /** A day was not compared yet. */
        NOT_CHECKED,
        /** An engine before this version wrote events without amounts, so the difference may be theirs. */
        NOT_KNOWN,
        /** The figures are wrong somewhere. */
        DIFFERENT
    }

    /** Whether people should be warned of the figures. */
    public boolean isAmber() {
        return state != State.EQUAL;
    }
}
