package id.kezbek.cashback.backtest;

import id.kezbek.cashback.rules.ChangeRule;
import id.kezbek.cashback.rules.ChangeRuleAct;
import id.kezbek.cashback.rules.RuleFinding;
import id.kezbek.cashback.rules.RuleSimulation;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Says at once what a proposed version would do, while a person writes it: its effects on other rules, and what yesterday's
 * purchases would have got. Records nothing.
 */
@Component
public class CheckRule {

    /** The maximum number of purchases that are checked. More would take too long while a person waits. */
    private static final int PURCHASES_MAX = 20_000;

    /**
     * @param day yesterday in Jakarta
     * @param result the simulation of its purchases
     */
    public record Checked(List<RuleFinding> findings, LocalDate day, BacktestResult result) {}

    private final ChangeRuleAct act;
    private final ChangeRule changeRule;
    private final PastPurchases pastPurchases;
    private final Clock clock;

    CheckRule(ChangeRuleAct act, ChangeRule changeRule, PastPurchases pastPurchases, Clock clock) {
        this.act = act;
        this.changeRule = changeRule;
        this.pastPurchases = pastPurchases;
        this.clock = clock;
    }

    /** @throws Refusal as the proposal of the version would be refused */
    public Checked check(ChangeRuleAct.Arguments terms) {
        act.check(terms);
        LocalDate yesterday = Jakarta.dayOf(clock.instant()).minusDays(1);
        RuleSimulation simulation = changeRule.simulation(terms);
        Tally tally = new Tally();
        pastPurchases.read(
                terms,
                Jakarta.startOf(yesterday),
                Jakarta.startOf(yesterday.plusDays(1)),
                PURCHASES_MAX,
                past -> tally.add(past, simulation.decide(past.purchase(), past.at(), past.decided())));
        if (tally.purchases() == PURCHASES_MAX) {
            tally.isCut();
        }
        return new Checked(changeRule.findings(terms), yesterday, tally.result());
    }
}
