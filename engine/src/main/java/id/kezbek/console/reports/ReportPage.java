package id.kezbek.console.reports;

import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.frame.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as a table.
 *
 * @param trust a text that says whether the figures equal the ledger
 * @param heads the columns; a column without values is omitted
 * @param chart the chart of the figures; null if the report has no chart
 */
public record ReportPage(
        Report report,
        Filters filters,
        String trust,
        boolean isTrusted,
        List<Head> heads,
        List<List<Cell>> rows,
        @Nullable TimeChart chart) {

    public record Head(String text, boolean isNumber) {}

    public record Cell(
            String text, boolean isNumber, @Nullable String href) {}
}
