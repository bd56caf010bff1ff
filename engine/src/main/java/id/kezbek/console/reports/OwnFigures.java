package id.kezbek.console.reports;

import id.kezbek.console.charts.PartnerFigures;
import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's report.
 *
 * @param api the path of the figures in API v2
 * @param chart the chart of the days; null by month and without figures
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
}
