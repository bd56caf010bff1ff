package id.kezbek.console.reports;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Screen;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's report.
 *
 * @param api the path of the figures in API v2
 * @param chart the chart by day; null if the rows are months, or if there are no figures
 */
public record OwnFigures(
        Filters filters,
        String api,
        PartnerFigures figures,
        List<PartnerFigures.Total> totals,
        @Nullable TimeChart chart) {

    static final String MONTH = "MONTH";

    /** The values of the filter {@code by}. */
    public static final List<String> GROUPS = List.of("DAY", MONTH);

    public boolean isByMonth() {
        return filters.get("by").equals(MONTH);
    }

    /**
     * The day or the month of a row. If the filters include only a part of the month, the text shows the first and the
     * last day.
     */
    public String period(LocalDate first, Screen screen) {
        if (!isByMonth()) {
            return screen.written().day(first);
        }
        YearMonth month = YearMonth.from(first);
        String to = filters.get("to");
        LocalDate end = month.atEndOfMonth();
        LocalDate last = to.isEmpty() || end.isBefore(LocalDate.parse(to)) ? end : LocalDate.parse(to);
        return first.getDayOfMonth() == 1 && last.equals(end)
                ? month.toString()
                : screen.text(
                        "reports.own.part",
                        month,
                        screen.written().day(first),
                        screen.written().day(last));
    }
}
