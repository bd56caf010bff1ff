package id.kezbek.reporting.reports;

import id.kezbek.cashback.RuleBudgets;
import id.kezbek.shared.Money;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The use of rules' budgets, from the roll-ups: the remaining amount, and the days that this amount lasts at a period's
 * daily rate.
 */
@Component
public class BudgetUse {

    /**
     * A rule's budget.
     *
     * @param given the cashback that the rule gave in the period
     * @param runwayDays the number of days that the remaining budget lasts at the period's daily rate; null if the rule
     *     gave nothing
     */
    public record Use(
            RuleBudgets.Budget budget,
            Money given,
            Money givenPerDay,
            @Nullable Long runwayDays) {}

    private final RuleBudgets budgets;
    private final Figures figures;

    BudgetUse(RuleBudgets budgets, Figures figures) {
        this.budgets = budgets;
        this.figures = figures;
    }

    public List<Use> over(Days days) {
        Map<Long, Money> given = figures.purchases(new Figures.Asked(days, EnumSet.of(Grouping.RULE), null)).stream()
                .collect(Collectors.toMap(
                        one -> Objects.requireNonNull(one.rule()), Figures.Purchases::cashback, Money::plus));
        return budgets.all().stream()
                .map(budget -> use(budget, given.getOrDefault(budget.rule(), Money.ZERO), days))
                .toList();
    }

    private static Use use(RuleBudgets.Budget budget, Money given, Days days) {
        return new Use(budget, given, days.each(given), days.lasting(budget.left(), given));
    }
}
