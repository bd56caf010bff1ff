package id.kezbek.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * A figure of today.
 *
 * @param note the same of a week before
 * @param href the rows that sum to it
 */
public record DayFigure(
        String words, String value, String note, @Nullable String href) {}
