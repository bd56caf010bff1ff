package id.kezbek.console.charts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Converts values to the path of an SVG picture. The vertical axis always includes zero, so that readers can compare
 * heights.
 */
final class Curve {

    /** The width and the height of the picture, in the units of its path. */
    static final int WIDTH = 1000;

    static final int HEIGHT = 240;

    /** The margin that keeps the curve's line width inside the picture. */
    private static final int EDGE = 10;

    private final BigDecimal bottom;
    private final BigDecimal range;

    /** Creates a curve for values from {@code least} to {@code most}. */
    Curve(BigDecimal least, BigDecimal most) {
        this.bottom = least.min(BigDecimal.ZERO);
        this.range = most.max(BigDecimal.ZERO).subtract(bottom);
    }

    String line(List<BigDecimal> values) {
        return "M"
                + IntStream.range(0, values.size())
                        .mapToObj(i -> x(i, values.size()) + " " + y(values.get(i)))
                        .collect(Collectors.joining("L"))
                // One point would be invisible, so a single value becomes a horizontal line.
                + (values.size() == 1 ? "H" + WIDTH : "");
    }

    private static int x(int place, int days) {
        return days == 1 ? 0 : place * WIDTH / (days - 1);
    }

    private int y(BigDecimal value) {
        int high = HEIGHT - 2 * EDGE;
        BigDecimal above = range.signum() == 0
                ? BigDecimal.ZERO
                : value.subtract(bottom).multiply(BigDecimal.valueOf(high)).divide(range, 0, RoundingMode.HALF_UP);
        return HEIGHT - EDGE - above.intValueExact();
    }
}
