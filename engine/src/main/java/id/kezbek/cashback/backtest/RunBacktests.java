package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.RuleSimulation;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs the waiting backtests. A backtest simulates one day after the other. If a process stops during a backtest,
 * another run starts the backtest from the beginning.
 */
@Component
public class RunBacktests {

    /** The name of the job. */
    public static final String JOB = "run-backtests";

    private static final Logger log = LoggerFactory.getLogger(RunBacktests.class);
    private static final int TRIES_MAX = 3;
    /** The maximum number of purchases of one day that a backtest simulates. */
    private static final int OF_A_DAY_MAX = 1_000_000;

    private final Backtests backtests;
    private final PastPurchases pastPurchases;
    private final ChangeRule changeRule;

    RunBacktests(Backtests backtests, PastPurchases pastPurchases, ChangeRule changeRule) {
        this.backtests = backtests;
        this.pastPurchases = pastPurchases;
        this.changeRule = changeRule;
    }

    /** @return the number of backtests that ended or were deleted */
    public long run() {
        long ended = backtests.forget();
        for (Optional<Backtests.Claimed> next = backtests.claim(); next.isPresent(); next = backtests.claim()) {
            run(next.get());
            ended++;
        }
        return ended;
    }

    private void run(Backtests.Claimed claimed) {
        if (claimed.tries() > TRIES_MAX) {
            log.error("A backtest failed: {}", Ids.text(claimed.backtest().id()));
            backtests.failed(claimed);
            return;
        }
        Backtest backtest = claimed.backtest();
        RuleSimulation simulation = changeRule.simulation(backtest.terms());
        Tally tally = new Tally();
        LocalDate first = Jakarta.dayOf(backtest.from());
        for (int done = 0; done < Backtest.DAYS; done++) {
            long before = tally.purchases();
            Instant from = Jakarta.startOf(first.plusDays(done));
            Instant until = Jakarta.startOf(first.plusDays(done + 1L));
            pastPurchases.read(
                    backtest.terms(),
                    from,
                    until.isAfter(backtest.until()) ? backtest.until() : until,
                    OF_A_DAY_MAX,
                    past -> tally.add(past, simulation.decide(past.purchase(), past.at(), past.decided())));
            if (tally.purchases() - before == OF_A_DAY_MAX) {
                tally.isCut();
            }
            if (!backtests.progress(claimed, done + 1, tally.purchases())) {
                return;
            }
        }
        backtests.done(claimed, tally.result());
    }
}
