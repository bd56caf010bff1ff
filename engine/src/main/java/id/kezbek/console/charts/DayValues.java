package id.kezbek.console.charts;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The values of one figure by day. The value is zero on a day without a row.
 *
 * @param from the first day
 * @param values one value for each day; at least one
 */
public record DayValues(LocalDate from, List<BigDecimal> values) implements TimeValues {

    public DayValues {
        values = List.copyOf(values);
    }

    /** Adds up the rows of each day. Rows of days outside the period are ignored. */
    public static <T> DayValues of(
            LocalDate from, LocalDate to, List<T> lines, Function<T, LocalDate> day, Function<T, BigDecimal> value) {
        BigDecimal[] sums = new BigDecimal[Math.toIntExact(ChronoUnit.DAYS.between(from, to)) + 1];
        Arrays.fill(sums, BigDecimal.ZERO);
        for (T line : lines) {
            long place = ChronoUnit.DAYS.between(from, day.apply(line));
            if (place >= 0 && place < sums.length) {
                sums[(int) place] = sums[(int) place].add(value.apply(line));
            }
        }
        return new DayValues(from, List.of(sums));
    }

    /** The last day. */
    public LocalDate to() {
        return from.plusDays(values.size() - 1L);
    }

    /** The value on a day; zero for a day outside the period. */
    public BigDecimal at(LocalDate day) {
        long place = ChronoUnit.DAYS.between(from, day);
        return place >= 0 && place < values.size() ? values.get((int) place) : BigDecimal.ZERO;
    }

    @Override
    public Duration step() {
        return Duration.ofDays(1);
    }
}
