package id.kezbek.console.charts;

import id.kezbek.console.frame.Screen;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart of several curves over days or hours. The server draws it as a picture. A script then replaces the picture
 * with a chart that shows the value under the pointer.
 *
 * @param data the times and values as JSON, for the script
 * @param lines the curves, each with its text alternative
 */
public record TimeChart(String data, List<Line> lines) {

    /** The maximum number of curves in a chart. Readers cannot distinguish more curves. */
    public static final int LINES_MAX = 5;

    public static final int WIDTH = Curve.WIDTH;
    public static final int HEIGHT = Curve.HEIGHT;

    /** The unit of a curve's values. Each unit has its own scale. */
    public enum Unit {
        MONEY,
        NUMBER
    }

    /** The name and the values of a curve, before the curve is drawn. */
    public record Series(String name, Unit unit, TimeValues values) {}

    /** A drawn curve. */
    public record Line(String name, String path, String label) {}

    private record Data(String from, long stepSeconds, List<Values> lines) {}

    private record Values(String name, Unit unit, List<BigDecimal> values) {}

    /** @param series at least one series; all series have the same times */
    public static TimeChart of(Screen screen, List<Series> series) {
        TimeValues first = series.getFirst().values();
        Data data = new Data(
                first.from().toString(),
                first.step().toSeconds(),
                series.stream()
                        .map(one ->
                                new Values(one.name(), one.unit(), one.values().values()))
                        .toList());
        return new TimeChart(
                JsonMapper.shared().writeValueAsString(data),
                series.stream().map(one -> line(screen, one, series)).toList());
    }

    private static Line line(Screen screen, Series one, List<Series> all) {
        List<TimeValues> same = all.stream()
                .filter(other -> other.unit() == one.unit())
                .map(Series::values)
                .toList();
        BigDecimal least =
                same.stream().map(TimeValues::least).reduce(one.values().least(), BigDecimal::min);
        BigDecimal most =
                same.stream().map(TimeValues::most).reduce(one.values().most(), BigDecimal::max);
        return new Line(
                one.name(),
                new Curve(least, most).line(one.values().values()),
                one.values().inWords(screen, shown(screen, one.unit())));
    }

    private static Function<BigDecimal, String> shown(Screen screen, Unit unit) {
        return switch (unit) {
            case MONEY -> value -> screen.written().money(Money.rupiah(value));
            case NUMBER -> value -> screen.written().number(value.longValueExact());
        };
    }

    /** The text alternative of the whole chart, for screen readers. */
    public String label() {
        return String.join(
                "; ", lines.stream().map(one -> one.name() + ": " + one.label()).toList());
    }
}
