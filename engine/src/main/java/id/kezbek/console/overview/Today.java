package id.kezbek.console.overview;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import id.kezbek.console.frame.Written;
import id.kezbek.console.operations.Operations;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Today's figures so far, compared with the whole day a week ago. They come from the roll-ups. */
final class Today {

    private static final String PAID = "PAID";

    private final Screen screen;
    private final Written written;
    private final String purchases;
    private final String payouts;
    private final String customers;

    private Today(Screen screen, LocalDate day) {
        this.screen = screen;
        this.written = screen.written();
        Map<String, String> ofDay = new LinkedHashMap<>();
        ofDay.put("from", day.toString());
        ofDay.put("to", day.toString());
        this.purchases = Filters.address("/console/transactions", ofDay);
        this.payouts = Filters.address("/console/reports/payouts", by(ofDay, "OUTCOME"));
        this.customers = Filters.address("/console/reports/purchases", by(ofDay, "PARTNER"));
    }

    private static Map<String, String> by(Map<String, String> day, String group) {
        Map<String, String> query = new LinkedHashMap<>(day);
        query.put("by", group);
        return query;
    }

    static Overview of(Screen screen, Operations operations, LocalDate day, List<Attention> needs) {
        return new Today(screen, day).overview(operations, day, needs);
    }

    private Overview overview(Operations operations, LocalDate day, List<Attention> needs) {
        LocalDate before = Needs.sameDayLastWeek(day);
        Answers.Purchases now = purchases(operations, day);
        Answers.Purchases then = purchases(operations, before);
        Answers.Payouts paidNow = payouts(operations, day);
        Answers.Payouts paidThen = payouts(operations, before);
        List<DayFigure> figures = List.of(
                count(
                        "overview.purchases",
                        sum(now, Answers.PurchaseFigures::purchases),
                        sum(then, Answers.PurchaseFigures::purchases)),
                money(
                        "overview.amount",
                        total(now, Answers.PurchaseFigures::amount),
                        total(then, Answers.PurchaseFigures::amount)),
                money(
                        "overview.cashback",
                        total(now, Answers.PurchaseFigures::cashback),
                        total(then, Answers.PurchaseFigures::cashback)),
                money(
                        "overview.rewards",
                        total(now, Answers.PurchaseFigures::reward),
                        total(then, Answers.PurchaseFigures::reward)),
                money(
                        "overview.paid",
                        paid(paidNow, Answers.PayoutFigures::amount),
                        paid(paidThen, Answers.PayoutFigures::amount)),
                money(
                        "overview.fees",
                        paid(paidNow, Answers.PayoutFigures::fee),
                        paid(paidThen, Answers.PayoutFigures::fee)),
                count(
                        "overview.customers",
                        sum(now, Answers.PurchaseFigures::newCustomers),
                        sum(then, Answers.PurchaseFigures::newCustomers)));
        return new Overview(needs, figures, trust(now.ledger()), !now.ledger().isAmber());
    }

    private String trust(Answers.Ledger ledger) {
        if (ledger.asOf() == null) {
            return screen.text("overview.trust.never");
        }
        return ledger.isAmber()
                ? screen.text("overview.trust.differs", written.money(ledger.residual()), written.clock(ledger.asOf()))
                : screen.text("overview.trust.equals", written.clock(ledger.asOf()));
    }

    private DayFigure count(String words, long now, long then) {
        return figure(
                words, written.number(now), written.number(then), BigDecimal.valueOf(now), BigDecimal.valueOf(then));
    }

    private DayFigure money(String words, Money now, Money then) {
        return figure(words, written.money(now), written.money(then), now.decimal(), then.decimal());
    }

    private DayFigure figure(String words, String now, String then, BigDecimal a, BigDecimal b) {
        String change = written.change(a, b);
        String note = change == null
                ? screen.text("overview.before", then)
                : screen.text("overview.before.change", then, change);
        return new DayFigure(words, now, note, screen.link(rows(words)));
    }

    /** The page with the rows that a figure sums up. */
    private String rows(String words) {
        return switch (words) {
            case "overview.paid", "overview.fees" -> payouts;
            case "overview.customers" -> customers;
            default -> purchases;
        };
    }

    private static Answers.Purchases purchases(Operations operations, LocalDate day) {
        return operations.get(Answers.Purchases.class, "/api/v2/reports/purchases", day(day));
    }

    private static Answers.Payouts payouts(Operations operations, LocalDate day) {
        Map<String, String> query = new LinkedHashMap<>(day(day));
        query.put("by", "OUTCOME");
        return operations.get(Answers.Payouts.class, "/api/v2/reports/payouts", query);
    }

    private static Map<String, String> day(LocalDate day) {
        return Map.of("from", day.toString(), "to", day.toString());
    }

    private static long sum(Answers.Purchases report, Function<Answers.PurchaseFigures, Long> figure) {
        return report.items().stream().map(figure).mapToLong(Long::longValue).sum();
    }

    private static Money total(Answers.Purchases report, Function<Answers.PurchaseFigures, Money> figure) {
        return report.items().stream().map(figure).reduce(Money.ZERO, Money::plus);
    }

    private static Money paid(Answers.Payouts report, Function<Answers.PayoutFigures, Money> figure) {
        return report.items().stream()
                .filter(line -> PAID.equals(line.outcome()))
                .map(figure)
                .reduce(Money.ZERO, Money::plus);
    }
}
