package id.kezbek.cashback;

import id.kezbek.cashback.rules.RuleArchive;
import id.kezbek.cashback.rules.RuleHistory;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The budgets of rules, and the cashback given under them. */
@Component
public class RuleBudgets {

    /**
     * A rule with a budget. The record contains the terms in force, or the terms of the first planned version if none
     * is in force.
     *
     * @param partner null for all partners
     * @param wallet null for all wallets
     * @param state IN_FORCE, PLANNED or PAST
     * @param spent the cashback given under all versions, including cashback that is not paid yet
     */
    public record Budget(
            long rule,
            @Nullable PartnerId partner,
            @Nullable String wallet,
            String state,
            Money budget,
            Money spent) {

        /** The remaining budget; zero if the budget was lowered below the spent amount. */
        public Money left() {
            return spent.below(budget) ? budget.minus(spent) : Money.ZERO;
        }
    }

    private final RuleArchive rules;
    private final Clock clock;

    RuleBudgets(RuleArchive rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** All budgets, in the order of the rules' ids. */
    public List<Budget> all() {
        Instant now = clock.instant();
        Map<Long, Money> spent = rules.spent();
        List<Budget> budgets = new ArrayList<>();
        for (RuleHistory rule : rules.all()) {
            Rule terms = rule.shown(now).terms();
            Money budget = terms.limits().budget();
            if (budget != null) {
                budgets.add(new Budget(
                        rule.id(),
                        terms.partner(),
                        terms.wallet(),
                        rule.state(now).name(),
                        budget,
                        spent.getOrDefault(rule.id(), Money.ZERO)));
            }
        }
        return budgets;
    }
}
