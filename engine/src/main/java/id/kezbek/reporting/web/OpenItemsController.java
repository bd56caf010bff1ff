package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.cashback.RuleBudgets;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.reconciliation.BreakFigures;
import id.kezbek.reporting.reports.BudgetUse;
import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.reports.Figures;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports of the current state: the remaining budgets of rules, and open differences between statements and books. */
@RestController
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class OpenItemsController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BudgetLine(
            long rule,
            @Nullable String partner,
            @Nullable String wallet,
            String state,
            Amount budget,
            Amount spent,
            Amount left,
            Amount given,
            @JsonProperty("given_per_day") Amount givenPerDay,
            @JsonProperty("runway_days") @Nullable Long runwayDays) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BreaksLine(
            @Nullable LocalDate day,
            @Nullable String provider,
            @Nullable String kind,
            @Nullable String age,
            @Nullable String owner,
            long breaks,
            Amount difference,
            @JsonProperty("at_stake") Amount atStake) {

        static BreaksLine of(BreakFigures.Line one) {
            return new BreaksLine(
                    one.day(),
                    one.provider(),
                    one.kind(),
                    one.age(),
                    one.owner(),
                    one.breaks(),
                    Amount.of(one.difference()),
                    Amount.of(one.atStake()));
        }
    }

    private record Breaks(Days days, Set<BreakFigures.By> by) {}

    private final BudgetUse budgets;
    private final BreakFigures breaks;
    private final LedgerVerdicts verdicts;
    private final PartnerDirectory partners;
    private final Clock clock;

    OpenItemsController(
            BudgetUse budgets, BreakFigures breaks, LedgerVerdicts verdicts, PartnerDirectory partners, Clock clock) {
        this.budgets = budgets;
        this.breaks = breaks;
        this.verdicts = verdicts;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping("/api/v2/reports/budgets")
    @Exported("report-budgets")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<BudgetLine> budgets(@RequestParam MultiValueMap<String, String> parameters) {
        Days days = Query.read(parameters, query -> ReportQuery.days(query, clock.instant()));
        return page(days, budgets.over(days).stream().map(this::line).toList());
    }

    @GetMapping("/api/v2/reports/breaks")
    @Exported("report-breaks")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<BreaksLine> breaks(@RequestParam MultiValueMap<String, String> parameters) {
        Breaks asked = Query.read(
                parameters,
                query -> new Breaks(
                        ReportQuery.daysOfAYear(query, clock.instant()),
                        ReportQuery.by(query, BreakFigures.By.class, EnumSet.allOf(BreakFigures.By.class))));
        return page(
                asked.days(),
                breaks.standing(asked.days().from(), asked.days().to(), asked.by(), Figures.GROUPS_MAX + 1).stream()
                        .map(BreaksLine::of)
                        .toList());
    }

    private BudgetLine line(BudgetUse.Use use) {
        RuleBudgets.Budget budget = use.budget();
        return new BudgetLine(
                budget.rule(),
                budget.partner() == null
                        ? null
                        : partners.find(budget.partner()).map(Partner::code).orElse(null),
                budget.wallet(),
                budget.state(),
                Amount.of(budget.budget()),
                Amount.of(budget.spent()),
                Amount.of(budget.left()),
                Amount.of(use.given()),
                Amount.of(use.givenPerDay()),
                use.runwayDays());
    }

    private <T> ReportPage<T> page(Days days, List<T> items) {
        return ReportPage.of(days, verdicts.of(days.from(), days.to()), ReportQuery.bounded(items));
    }
}
