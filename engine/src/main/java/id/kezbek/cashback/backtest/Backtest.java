package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRuleAct;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A simulation of a proposed version on the purchases of the last 30 days.
 *
 * @param terms the proposed version
 * @param from the beginning of the first day
 * @param until the time of the start; later purchases are not simulated
 * @param daysDone the number of days simulated so far
 * @param purchases the number of purchases simulated so far
 * @param result null until the backtest is done
 */
public record Backtest(
        UUID id,
        ChangeRuleAct.Arguments terms,
        State state,
        Instant from,
        Instant until,
        int daysDone,
        long purchases,
        @Nullable BacktestResult result,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** The number of simulated days, including the day on which the backtest starts. */
    public static final int DAYS = 30;

    /** The state of a backtest. */
    public enum State {
        /** The backtest waits until a process starts it, usually for some seconds. */
        WAITING,
        RUNNING,
        DONE,
        /** The backtest failed and has no result. */
        FAILED
    }
}
