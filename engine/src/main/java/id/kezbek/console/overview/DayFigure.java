package id.kezbek.console.overview;

import id.kezbek.console.charts.Sparkline;
import org.jspecify.annotations.Nullable;

/**
 * A figure of today.
 *
 * @param note the same figure a week ago
 * @param href the URL of the report with the rows of the figure
 * @param spark the chart of this figure over the last days
 */
public record DayFigure(
        String words, String value, String note, @Nullable String href, Sparkline spark) {}
