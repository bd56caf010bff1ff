package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.RuleFinding;
import id.kezbek.cashback.rules.RuleSimulation;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Shows the effects of a proposed version while a person enters it: its effects on other rules, and its cashback for
 * yesterday's purchases. Records nothing.
 */
@Component
public class CheckRule {

    /** The maximum number of simulated purchases, because a person waits for the result. */
    private static final int PURCHASES_MAX = 20_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * @param day yesterday in Jakarta
     * @param result the simulation of yesterday's purchases
     */
    public record Checked(List<RuleFinding> findings, LocalDate day, BacktestResult result) {}

    private final ChangeRuleAct act;
    private final ChangeRule changeRule;
    private final PastPurchases pastPurchases;
    private final Clock clock;
    /**
     * Allows one check at a time, so that checks do not use up the database connections of reports. A form is checked
     * again after each change, even if an earlier check is still running.
     */
    private final Semaphore turn = new Semaphore(1);

    CheckRule(ChangeRuleAct act, ChangeRule changeRule, PastPurchases pastPurchases, Clock clock) {
        this.act = act;
        this.changeRule = changeRule;
        this.pastPurchases = pastPurchases;
        this.clock = clock;
    }

    /** @throws Refusal as for a proposal of the version, or TOO_MANY_REQUESTS while another check is running */
    public Checked check(ChangeRuleAct.Arguments terms) {
        act.check(terms);
        if (!turn.tryAcquire()) {
            throw Refusal.tooMany("another rule is being checked; check this one again in a moment", RETRY_AFTER);
        }
        try {
            return simulated(terms);
        } finally {
            turn.release();
        }
    }

    private Checked simulated(ChangeRuleAct.Arguments terms) {
        LocalDate yesterday = Jakarta.dayOf(clock.instant()).minusDays(1);
        RuleSimulation simulation = changeRule.simulation(terms);
        Tally tally = new Tally();
        boolean isWhole = pastPurchases.readEvenly(
                terms,
                Jakarta.startOf(yesterday),
                Jakarta.startOf(yesterday.plusDays(1)),
                PURCHASES_MAX,
                past -> tally.add(past, simulation.decide(past.purchase(), past.at(), past.decided())));
        if (!isWhole) {
            tally.isCut();
        }
        return new Checked(changeRule.findings(terms), yesterday, tally.result());
    }
}
