package id.kezbek.console.reports;

import id.kezbek.console.charts.DayValues;
import id.kezbek.console.charts.HourValues;
import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.charts.TimeChart.Series;
import id.kezbek.console.charts.TimeChart.Unit;
import id.kezbek.console.charts.TimeValues;
import id.kezbek.console.frame.Screen;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The chart of a report. The chart and the table use the same response of API v2. A report by day or by hour has one
 * curve for an amount and one for a count. A report by day and another grouping has one curve for the amount of each
 * group, the largest groups first.
 */
final class ReportChart {

    private record Figures(String amount, String count) {}

    private static final Map<Report, Figures> CHARTED = Map.of(
            Report.PURCHASES, new Figures("cashback", "purchases"),
            Report.PAYOUTS, new Figures("amount", "payouts"));
    private static final String DAY = "DAY";
    private static final String HOUR = "HOUR";
    private static final String DAY_AND = DAY + ",";

    private final Screen screen;
    private final Figures figures;
    private final Instant now;
    private final LocalDate from;
    private final LocalDate to;
    private final List<JsonNode> items;

    private ReportChart(Screen screen, Figures figures, JsonNode answer, Instant now) {
        this.screen = screen;
        this.figures = figures;
        this.now = now;
        this.from = LocalDate.parse(answer.path("from").asString());
        this.to = LocalDate.parse(answer.path("to").asString());
        this.items = List.copyOf(answer.path("items").values());
    }

    /**
     * The chart of several days by day, or of one day by hour. Null for other groupings, and if the report has no
     * figures.
     */
    static @Nullable TimeChart of(Screen screen, Report report, String by, JsonNode answer, Instant now) {
        Figures figures = CHARTED.get(report);
        if (figures == null || answer.path("items").isEmpty()) {
            return null;
        }
        ReportChart chart = new ReportChart(screen, figures, answer, now);
        if (chart.isOfOneDay()) {
            return by.equals(HOUR) ? TimeChart.of(screen, chart.amountAndCount()) : null;
        }
        if (by.equals(DAY)) {
            return TimeChart.of(screen, chart.amountAndCount());
        }
        return by.startsWith(DAY_AND)
                ? TimeChart.of(
                        screen, chart.ofEach(by.substring(DAY_AND.length()).toLowerCase(Locale.ROOT)))
                : null;
    }

    private boolean isOfOneDay() {
        return from.equals(to);
    }

    private List<Series> amountAndCount() {
        return List.of(
                new Series(name(figures.amount()), Unit.MONEY, amounts(line -> true)),
                new Series(name(figures.count()), Unit.NUMBER, values(line -> true, this::count)));
    }

    private List<Series> ofEach(String group) {
        return items.stream()
                .map(line -> line.path(group).asString())
                .distinct()
                .map(one -> new Series(
                        one.isEmpty() ? screen.text("frame.none") : one,
                        Unit.MONEY,
                        amounts(line -> line.path(group).asString().equals(one))))
                .sorted(Comparator.comparing((Series one) -> one.values().sum()).reversed())
                .limit(TimeChart.LINES_MAX)
                .toList();
    }

    private TimeValues amounts(Predicate<JsonNode> chosen) {
        return values(chosen, line -> Table.money(line.path(figures.amount())).decimal());
    }

    private BigDecimal count(JsonNode line) {
        return BigDecimal.valueOf(line.path(figures.count()).asLong());
    }

    private TimeValues values(Predicate<JsonNode> chosen, Function<JsonNode, BigDecimal> value) {
        List<JsonNode> lines = items.stream().filter(chosen).toList();
        return isOfOneDay()
                ? HourValues.of(
                        from,
                        now,
                        lines,
                        line -> Instant.parse(line.path("hour").asString()),
                        value)
                : DayValues.of(
                        from,
                        to,
                        lines,
                        line -> LocalDate.parse(line.path("day").asString()),
                        value);
    }

    private String name(String column) {
        return screen.text("reports.column." + column);
    }
}
