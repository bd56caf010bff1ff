package id.kezbek.console.overview;

import id.kezbek.console.charts.Available;
import id.kezbek.console.charts.DayValues;
import id.kezbek.console.charts.Sparkline;
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

/**
 * Today's figures until now, with charts of the last days. Each figure is compared with the whole day one week ago. The
 * figures come from the roll-ups.
 */
final class Today {

    private static final String PAID = "PAID";
    private static final String PURCHASES = "/api/v2/reports/purchases";
    private static final String PAYOUTS = "/api/v2/reports/payouts";

    private final Screen screen;
    private final Written written;
    private final LocalDate today;
    private final LocalDate first;
    private final String purchases;
    private final String payouts;

    private Today(Screen screen, LocalDate day) {
        this.screen = screen;
        this.written = screen.written();
        this.today = day;
        this.first = day.minusDays(Sparkline.DAYS - 1L);
        Map<String, String> ofDay = new LinkedHashMap<>();
        ofDay.put("from", day.toString());
        ofDay.put("to", day.toString());
        this.purchases = Filters.address("/console/reports/purchases", by(ofDay, "PARTNER"));
        this.payouts = Filters.address("/console/reports/payouts", by(ofDay, "OUTCOME"));
    }

    private static Map<String, String> by(Map<String, String> day, String group) {
        Map<String, String> query = new LinkedHashMap<>(day);
        query.put("by", group);
        return query;
    }

    /** Creates the overview. If the reports are not available now, it contains no figures. */
    static Overview of(Screen screen, Operations operations, LocalDate day, List<Attention> needs, Available figures) {
        Overview overview = figures.now(() -> new Today(screen, day).overview(operations, needs));
        return overview == null ? new Overview(needs, List.of(), screen.text("charts.absent"), false) : overview;
    }

    private Overview overview(Operations operations, List<Attention> needs) {
        List<Answers.PurchaseFigures> made =
                operations.get(Answers.Purchases.class, PURCHASES, days("DAY")).items();
        List<Answers.PayoutFigures> paid =
                operations.get(Answers.Payouts.class, PAYOUTS, days("DAY,OUTCOME")).items().stream()
                        .filter(line -> PAID.equals(line.outcome()))
                        .toList();
        List<DayFigure> figures = List.of(
                count("overview.purchases", purchases(made, line -> BigDecimal.valueOf(line.purchases()))),
                money("overview.amount", purchases(made, line -> line.amount().decimal())),
                money(
                        "overview.cashback",
                        purchases(made, line -> line.cashback().decimal())),
                money("overview.rewards", purchases(made, line -> line.reward().decimal())),
                money("overview.paid", payouts(paid, line -> line.amount().decimal())),
                money("overview.fees", payouts(paid, line -> line.fee().decimal())),
                count("overview.customers", purchases(made, line -> BigDecimal.valueOf(line.newCustomers()))));
        Answers.Ledger ledger = operations
                .get(Answers.Compared.class, PURCHASES, Map.of("from", today.toString(), "to", today.toString()))
                .ledger();
        return new Overview(needs, figures, trust(ledger), !ledger.isAmber());
    }

    private Map<String, String> days(String by) {
        return Map.of("from", first.toString(), "to", today.toString(), "by", by);
    }

    private DayValues purchases(
            List<Answers.PurchaseFigures> lines, Function<Answers.PurchaseFigures, BigDecimal> value) {
        return DayValues.of(first, today, lines, Answers.PurchaseFigures::day, value);
    }

    private DayValues payouts(List<Answers.PayoutFigures> lines, Function<Answers.PayoutFigures, BigDecimal> value) {
        return DayValues.of(first, today, lines, Answers.PayoutFigures::day, value);
    }

    private String trust(Answers.Ledger ledger) {
        if (ledger.asOf() == null) {
            return screen.text("overview.trust.never");
        }
        return ledger.isAmber()
                ? screen.text("overview.trust.differs", written.money(ledger.residual()), written.clock(ledger.asOf()))
                : screen.text("overview.trust.equals", written.clock(ledger.asOf()));
    }

    private DayFigure count(String words, DayValues days) {
        return figure(words, days, count -> written.number(count.longValueExact()));
    }

    private DayFigure money(String words, DayValues days) {
        return figure(words, days, amount -> written.money(Money.rupiah(amount)));
    }

    private DayFigure figure(String words, DayValues days, Function<BigDecimal, String> shown) {
        BigDecimal now = days.at(today);
        BigDecimal then = days.at(Needs.sameDayLastWeek(today));
        String change = written.change(now, then);
        String note = change == null
                ? screen.text("overview.before", shown.apply(then))
                : screen.text("overview.before.change", shown.apply(then), change);
        return new DayFigure(
                words, shown.apply(now), note, screen.link(rows(words)), Sparkline.of(screen, days, shown));
    }

    /** The URL of the report with the rows of a figure. */
    private String rows(String words) {
        return switch (words) {
            case "overview.paid", "overview.fees" -> payouts;
            default -> purchases;
        };
    }
}
