package id.kezbek.console.charts;

import id.kezbek.console.frame.Screen;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/** The values of one figure at equal intervals of time. */
public sealed interface TimeValues permits DayValues, HourValues {

    /** The day on which the first interval begins. */
    LocalDate from();

    Duration step();

    /** One value for each interval; at least one value. */
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

    /** The first, the last, the lowest and the highest value. */
    default String inWords(Screen screen, Function<BigDecimal, String> shown) {
        return screen.text(
                "charts.values",
                shown.apply(values().getFirst()),
                shown.apply(values().getLast()),
                shown.apply(least()),
                shown.apply(most()));
    }
}
