package id.kezbek.closing;

import id.kezbek.shared.Jakarta;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/** A month in Asia/Jakarta. */
public record CalendarMonth(YearMonth month) {

    private static final Pattern FORM = Pattern.compile("20[0-9]{2}-[0-9]{2}");

    /** Parses a month, for example {@code 2026-11}; empty if the text is not a month. */
    public static Optional<CalendarMonth> of(String text) {
        try {
            return FORM.matcher(text).matches()
                    ? Optional.of(new CalendarMonth(YearMonth.parse(text)))
                    : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    public LocalDate firstDay() {
        return month.atDay(1);
    }

    public LocalDate lastDay() {
        return month.atEndOfMonth();
    }

    /** The first instant of the month. */
    public Instant start() {
        return firstDay().atStartOfDay(Jakarta.ZONE).toInstant();
    }

    public CalendarMonth next() {
        return new CalendarMonth(month.plusMonths(1));
    }

    /** The first instant after the month. */
    public Instant end() {
        return next().start();
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
