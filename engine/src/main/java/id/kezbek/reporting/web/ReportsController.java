package id.kezbek.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.ledger.AccountKind;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.partners.PartnerScope;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.reporting.reports.AccountFlows;
import id.kezbek.reporting.reports.AgeOfDebts;
import id.kezbek.reporting.reports.Days;
import id.kezbek.reporting.reports.Figures;
import id.kezbek.reporting.reports.Grouping;
import id.kezbek.reporting.verdict.LedgerVerdicts;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.process.ConditionalOnRole;
import id.kezbek.shared.process.ProcessRole;
import id.kezbek.shared.security.Allow;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.web.reading.Amount;
import id.kezbek.shared.web.reading.Exported;
import id.kezbek.shared.web.reading.Query;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Figures by day and hour in Jakarta time, from the roll-ups. Each response states whether the figures equal the
 * ledger.
 */
@RestController
@ConditionalOnRole({ProcessRole.API, ProcessRole.ANALYTICS})
class ReportsController {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PurchasesLine(
            @Nullable LocalDate day,
            @Nullable Instant hour,
            @Nullable String partner,
            @Nullable Long rule,
            @JsonProperty("rule_version") @Nullable Integer ruleVersion,
            @Nullable String wallet,
            @Nullable String tier,
            long purchases,
            long quantity,
            Amount amount,
            Amount cashback,
            Amount reward,
            Amount held,
            @JsonProperty("new_customers") long newCustomers) {

        static PurchasesLine of(Figures.Purchases one) {
            return new PurchasesLine(
                    one.day(),
                    one.hour(),
                    one.partner(),
                    one.rule(),
                    one.ruleVersion(),
                    one.wallet(),
                    one.tier(),
                    one.purchases(),
                    one.quantity(),
                    Amount.of(one.amount()),
                    Amount.of(one.cashback()),
                    Amount.of(one.reward()),
                    Amount.of(one.held()),
                    one.newCustomers());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PayoutsLine(
            @Nullable LocalDate day,
            @Nullable Instant hour,
            @Nullable String partner,
            @Nullable String provider,
            @Nullable String wallet,
            @Nullable String outcome,
            long payouts,
            Amount amount,
            Amount fee,
            @JsonProperty("saved_on_direct") Amount savedOnDirect,
            @JsonProperty("saved_on_next") Amount savedOnNext) {

        static PayoutsLine of(Figures.Payouts one) {
            return new PayoutsLine(
                    one.day(),
                    one.hour(),
                    one.partner(),
                    one.provider(),
                    one.wallet(),
                    one.outcome(),
                    one.payouts(),
                    Amount.of(one.amount()),
                    Amount.of(one.fee()),
                    Amount.of(one.savedOnDirect()),
                    Amount.of(one.savedOnNext()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MovementLine(@Nullable LocalDate day, String account, String owner, String movement, Amount amount) {

        static MovementLine of(AccountFlows.Movement one) {
            return new MovementLine(one.day(), one.account(), one.owner(), one.kind(), Amount.of(one.amount()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FlowLine(
            String owner,
            Amount opening,
            Amount incoming,
            Amount used,
            Amount fees,
            Amount other,
            Amount closing,
            @JsonProperty("used_per_day") Amount usedPerDay,
            @JsonProperty("runway_days") @Nullable Long runwayDays,
            @Nullable Amount told,
            @JsonProperty("told_difference") @Nullable Amount toldDifference) {

        static FlowLine of(AccountFlows.Flow one) {
            return of(one, null);
        }

        /** @param told the float that the provider reports */
        static FlowLine of(AccountFlows.Flow one, ProviderBoard.@Nullable Told told) {
            return new FlowLine(
                    one.owner(),
                    Amount.of(one.opening()),
                    Amount.of(one.incoming()),
                    Amount.of(one.used()),
                    Amount.of(one.fees()),
                    Amount.of(one.other()),
                    Amount.of(one.closing()),
                    Amount.of(one.usedPerDay()),
                    one.runwayDays(),
                    told == null || told.amount() == null ? null : Amount.of(told.amount()),
                    told == null || told.amount() == null ? null : Amount.of(told.difference()));
        }
    }

    record DebtLine(
            String partner,
            Amount total,
            @JsonProperty("up_to_30_days") Amount upTo30,
            @JsonProperty("up_to_60_days") Amount upTo60,
            @JsonProperty("up_to_90_days") Amount upTo90,
            Amount older) {

        static DebtLine of(AgeOfDebts.Debt one) {
            return new DebtLine(
                    one.partner(),
                    Amount.of(one.total()),
                    Amount.of(one.upTo30()),
                    Amount.of(one.upTo60()),
                    Amount.of(one.upTo90()),
                    Amount.of(one.older()));
        }
    }

    /** @param runwayBelow only accounts that last fewer than this number of days; null for all accounts */
    private record Flows(Days days, @Nullable Integer runwayBelow) {

        List<AccountFlows.Flow> of(List<AccountFlows.Flow> all) {
            return runwayBelow == null
                    ? all
                    : all.stream()
                            .filter(flow -> flow.runwayDays() != null && flow.runwayDays() < runwayBelow)
                            .toList();
        }
    }

    private record Movements(Days days, @Nullable AccountKind account, boolean isByDay) {}

    private final Figures figures;
    private final AccountFlows flows;
    private final AgeOfDebts ageing;
    private final ProviderBoard board;
    private final LedgerVerdicts verdicts;
    private final PartnerDirectory partners;
    private final Clock clock;

    ReportsController(
            Figures figures,
            AccountFlows flows,
            AgeOfDebts ageing,
            ProviderBoard board,
            LedgerVerdicts verdicts,
            PartnerDirectory partners,
            Clock clock) {
        this.figures = figures;
        this.flows = flows;
        this.ageing = ageing;
        this.board = board;
        this.verdicts = verdicts;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping("/api/v2/reports/purchases")
    @Exported("report-purchases")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<PurchasesLine> purchases(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Figures.Asked asked = asked(caller, parameters, Figures.OF_PURCHASES);
        return page(
                asked.days(),
                figures.purchases(asked).stream().map(PurchasesLine::of).toList());
    }

    @GetMapping("/api/v2/reports/payouts")
    @Exported("report-payouts")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<PayoutsLine> payouts(Caller caller, @RequestParam MultiValueMap<String, String> parameters) {
        Figures.Asked asked = asked(caller, parameters, Figures.OF_PAYOUTS);
        return page(
                asked.days(),
                figures.payouts(asked).stream().map(PayoutsLine::of).toList());
    }

    /** Covers every account, including the providers' fees ({@code account=FEES}). */
    @GetMapping("/api/v2/reports/movements")
    @Exported("report-movements")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ReportPage<MovementLine> movements(@RequestParam MultiValueMap<String, String> parameters) {
        Movements asked = Query.read(
                parameters,
                query -> new Movements(
                        ReportQuery.days(query, clock.instant()),
                        query.oneOf("account", AccountKind.class),
                        !ReportQuery.by(query, Grouping.class, Set.of(Grouping.DAY))
                                .isEmpty()));
        return page(
                asked.days(),
                flows.movements(asked.days(), asked.account(), asked.isByDay()).stream()
                        .map(MovementLine::of)
                        .toList());
    }

    @GetMapping("/api/v2/reports/floats")
    @Exported("report-floats")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<FlowLine> floats(@RequestParam MultiValueMap<String, String> parameters) {
        Flows asked = flows(parameters);
        Map<String, ProviderBoard.@Nullable Told> told = new HashMap<>();
        board.all().forEach(provider -> told.put(provider.code(), provider.told()));
        return page(
                asked.days(),
                asked.of(flows.floats(asked.days())).stream()
                        .map(flow -> FlowLine.of(flow, told.get(flow.owner())))
                        .toList());
    }

    @GetMapping("/api/v2/reports/funding")
    @Exported("report-funding")
    @Allow({Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR})
    ReportPage<FlowLine> funding(@RequestParam MultiValueMap<String, String> parameters) {
        Flows asked = flows(parameters);
        return page(
                asked.days(),
                asked.of(flows.funding(asked.days())).stream().map(FlowLine::of).toList());
    }

    private Flows flows(MultiValueMap<String, String> parameters) {
        return Query.read(
                parameters,
                query -> new Flows(ReportQuery.days(query, clock.instant()), ReportQuery.runwayBelow(query)));
    }

    @GetMapping("/api/v2/reports/receivables-ageing")
    @Exported("receivables-ageing")
    @Allow({Role.ADMIN, Role.FINANCE, Role.AUDITOR})
    ReportPage<DebtLine> receivablesAgeing(@RequestParam MultiValueMap<String, String> parameters) {
        LocalDate asked = Query.read(parameters, query -> query.day("at"));
        LocalDate at = asked == null ? Jakarta.dayOf(clock.instant()) : asked;
        return page(new Days(at, at), ageing.at(at).stream().map(DebtLine::of).toList());
    }

    private Figures.Asked asked(Caller caller, MultiValueMap<String, String> parameters, Set<Grouping> allowed) {
        return Query.read(
                parameters,
                query -> new Figures.Asked(
                        ReportQuery.days(query, clock.instant()),
                        ReportQuery.by(query, Grouping.class, allowed),
                        PartnerScope.oneOrAll(partners, caller, query)));
    }

    private <T> ReportPage<T> page(Days days, List<T> items) {
        return ReportPage.of(days, verdicts.of(days.from(), days.to()), ReportQuery.bounded(items));
    }
}
