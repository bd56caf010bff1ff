package id.kezbek.console.charts;

import id.kezbek.console.frame.Screen;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * A small chart of the last days beside a figure.
 *
 * @param path the chart's curve, for a picture of {@link #WIDTH} and {@link #HEIGHT}
 * @param label the text alternative: first, last, lowest and highest value
 */
public record Sparkline(String path, String label) {

    /** The number of days in the chart, including today. */
    public static final int DAYS = 14;

    public static final int WIDTH = Curve.WIDTH;
    public static final int HEIGHT = Curve.HEIGHT;

    /** @param shown formats a value for people */
    public static Sparkline of(Screen screen, DayValues days, Function<BigDecimal, String> shown) {
        return new Sparkline(new Curve(days.least(), days.most()).line(days.values()), inWords(screen, days, shown));
    }

    private static String inWords(Screen screen, DayValues days, Function<BigDecimal, String> shown) {
        return screen.text(
                "charts.words",
                screen.written().day(days.from()),
                screen.written().day(days.to()),
                days.inWords(screen, shown));
    }
}
