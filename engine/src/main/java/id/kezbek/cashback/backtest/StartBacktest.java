package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.jobs.RequestJob;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts backtests and shows their state. */
@Component
public class StartBacktest {

    private static final int WAITING_MAX = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Backtests backtests;
    private final ChangeRuleAct act;
    private final RequestJob requestJob;
    private final Ids ids;
    private final Clock clock;

    StartBacktest(Backtests backtests, ChangeRuleAct act, RequestJob requestJob, Ids ids, Clock clock) {
        this.backtests = backtests;
        this.act = act;
        this.requestJob = requestJob;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Records a backtest of a version, in the caller's transaction. The job {@code run-backtests} then runs the
     * backtest in the background.
     *
     * @throws Refusal as for a proposal of the version, or if too many backtests wait
     */
    public Backtest start(ChangeRuleAct.Arguments terms) {
        act.check(terms);
        if (backtests.waiting() >= WAITING_MAX) {
            throw Refusal.tooMany("too many backtests are waiting; start this backtest again later", RETRY_AFTER);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = ids.next();
        backtests.add(id, terms, Jakarta.startOf(Jakarta.dayOf(now).minusDays(Backtest.DAYS - 1L)), now);
        requestJob.request(RunBacktests.JOB);
        return backtests.find(id).orElseThrow();
    }

    public Optional<Backtest> find(UUID id) {
        return backtests.find(id);
    }

    /** Whether the backtest exists and simulates these terms. */
    public boolean isOf(UUID id, ChangeRuleAct.Arguments terms) {
        return backtests.find(id).filter(one -> one.terms().hasTermsOf(terms)).isPresent();
    }

    /** The current phone number of each purchase's customer. */
    public Map<UUID, String> numbers(List<UUID> purchases) {
        return backtests.numbers(purchases);
    }
}
