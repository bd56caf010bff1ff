package id.kezbek.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * A figure of today.
 *
 * @param note the same figure a week ago
 * @param href the address of the rows that add up to the figure
 */
public record DayFigure(
        String words, String value, String note, @Nullable String href) {}
