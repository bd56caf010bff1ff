package id.kezbek.console.charts;

import id.kezbek.shared.Jakarta;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The values of one figure by hour, from the start of a day to the current hour. The value is zero in an hour without a
 * row.
 */
public record HourValues(LocalDate from, List<BigDecimal> values) implements TimeValues {

    /** Jakarta has no daylight saving time, so each day has 24 hours. */
    private static final int HOURS = 24;

    public HourValues {
        values = List.copyOf(values);
    }

    /**
     * Adds up the rows of each hour. Rows of other days are ignored.
     *
     * @param now the current time; later hours have no value yet
     */
    public static <T> HourValues of(
            LocalDate day, Instant now, List<T> lines, Function<T, Instant> hour, Function<T, BigDecimal> value) {
        BigDecimal[] sums = new BigDecimal[hours(day, now)];
        Arrays.fill(sums, BigDecimal.ZERO);
        for (T line : lines) {
            Instant begin = hour.apply(line);
            int place = begin.atZone(Jakarta.ZONE).getHour();
            if (Jakarta.dayOf(begin).equals(day) && place < sums.length) {
                sums[place] = sums[place].add(value.apply(line));
            }
        }
        return new HourValues(day, List.of(sums));
    }

    private static int hours(LocalDate day, Instant now) {
        return Jakarta.dayOf(now).equals(day) ? now.atZone(Jakarta.ZONE).getHour() + 1 : HOURS;
    }

    @Override
    public Duration step() {
        return Duration.ofHours(1);
    }
}
