package id.kezbek.console.charts;

import id.kezbek.console.frame.Screen;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** One figure in equal steps of time. */
public sealed interface TimeValues permits DayValues, HourValues {

    /** The day that begins with the first step. */
    LocalDate from();

    Duration step();

    /** One value for each step; at least one. */
    List<BigDecimal> values();

    default BigDecimal sum() {
        return values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    default BigDecimal least() {
        return values().stream().reduce(values().getFirst(), BigDecimal::min);
    }

    default BigDecimal most() {
        return values().stream().reduce(values().getFirst(), BigDecimal::max);
    }

    /** First, last, lowest and highest value. */
    default String inWords(Screen screen, Function<BigDecimal, String> shown) {
        return screen.text(
                "charts.values",
                shown.apply(values().getFirst()),
                shown.apply(values().getLast()),
                shown.apply(least()),
                shown.apply(most()));
    }
}
