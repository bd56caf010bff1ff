package id.kezbek.console.charts;

import id.kezbek.console.frame.Screen;
import id.kezbek.console.operations.Operations;
import id.kezbek.console.operations.Path;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A partner's figures by day, from API v2. */
public record PartnerFigures(LocalDate from, LocalDate to, List<Day> items) {

    public record Day(LocalDate day, long purchases, Money amount, Money cashback, Money reward, Money paid) {

        BigDecimal given() {
            return cashback.plus(reward).decimal();
        }
    }

    /**
     * The sum of a figure over the period, with a small chart of its days.
     *
     * @param words the key of the figure's name
     */
    public record Total(String words, String value, Sparkline spark) {}

    /** The figures of the last 14 days; null if the figures are not available now. */
    public static @Nullable List<Total> of(Screen screen, Operations operations, String partner) {
        return new Available()
                .now(() -> operations
                        .get(PartnerFigures.class, Path.of("/api/v2/partners/{}/figures", partner))
                        .totals(screen));
    }

    /** The sums of the period. */
    public List<Total> totals(Screen screen) {
        Function<BigDecimal, String> number = count -> screen.written().number(count.longValueExact());
        Function<BigDecimal, String> money = amount -> screen.written().money(Money.rupiah(amount));
        return List.of(
                total(screen, "charts.purchases", day -> BigDecimal.valueOf(day.purchases()), number),
                total(screen, "charts.amount", day -> day.amount().decimal(), money),
                total(screen, "charts.cashback", Day::given, money),
                total(screen, "charts.paid", day -> day.paid().decimal(), money));
    }

    /** A chart by day. Null if there are no figures, or if the period is one day. */
    public @Nullable TimeChart chart(Screen screen) {
        return items.isEmpty() || from.equals(to)
                ? null
                : TimeChart.of(
                        screen,
                        List.of(
                                series(screen, "charts.cashback", TimeChart.Unit.MONEY, Day::given),
                                series(
                                        screen,
                                        "charts.paid",
                                        TimeChart.Unit.MONEY,
                                        day -> day.paid().decimal()),
                                series(
                                        screen,
                                        "charts.purchases",
                                        TimeChart.Unit.NUMBER,
                                        day -> BigDecimal.valueOf(day.purchases()))));
    }

    private TimeChart.Series series(
            Screen screen, String words, TimeChart.Unit unit, Function<Day, BigDecimal> figure) {
        return new TimeChart.Series(screen.text(words), unit, DayValues.of(from, to, items, Day::day, figure));
    }

    private Total total(
            Screen screen, String words, Function<Day, BigDecimal> figure, Function<BigDecimal, String> shown) {
        DayValues days = DayValues.of(from, to, items, Day::day, figure);
        return new Total(words, shown.apply(days.sum()), Sparkline.of(screen, days, shown));
    }
}
