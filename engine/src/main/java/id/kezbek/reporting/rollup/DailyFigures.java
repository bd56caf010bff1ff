package id.kezbek.reporting.rollup;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures by day. Not thread-safe. */
public final class DailyFigures {

    /** A figure of a day. */
    public record Key(LocalDate day, Figure figure) {}

    private final Map<Key, BigDecimal> sums = new HashMap<>();

    public void add(LocalDate day, Figure figure, BigDecimal more) {
        sums.merge(new Key(day, figure), more, BigDecimal::add);
    }

    public void add(LocalDate day, Figure figure, long more) {
        add(day, figure, BigDecimal.valueOf(more));
    }

    public void add(DailyFigures other) {
        other.sums.forEach((key, value) -> add(key.day(), key.figure(), value));
    }

    /** Calls {@code each} for every different figure, with the figure's key and both values. */
    public void differences(DailyFigures other, BiConsumer<Key, BigDecimal[]> each) {
        Set<Key> keys = new HashSet<>(sums.keySet());
        keys.addAll(other.sums.keySet());
        for (Key key : keys) {
            BigDecimal mine = sums.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal theirs = other.sums.getOrDefault(key, BigDecimal.ZERO);
            if (mine.compareTo(theirs) != 0) {
                each.accept(key, new BigDecimal[] {mine, theirs});
            }
        }
    }

    /** Reads the figures of a copy of the roll-ups. */
    public static DailyFigures of(JdbcClient snapshot, Copies.Copy copy, LocalDate from, LocalDate to) {
        DailyFigures figures = new DailyFigures();
        snapshot.sql("""
                        select (hour at time zone 'Asia/Jakarta')::date, sum(purchases), sum(amount), sum(cashback), sum(reward)
                        from reporting.purchase_hour
                        where copy = ? and hour >= ?::date::timestamp at time zone 'Asia/Jakarta'
                          and hour < (?::date + 1)::timestamp at time zone 'Asia/Jakarta'
                        group by 1""").params(copy.number(), from, to).query(row -> {
            LocalDate day = row.getObject(1, LocalDate.class);
            figures.add(day, Figure.PURCHASES, row.getBigDecimal(2));
            figures.add(day, Figure.PURCHASE_AMOUNT, row.getBigDecimal(3));
            figures.add(day, Figure.CASHBACK, row.getBigDecimal(4));
            figures.add(day, Figure.REWARD, row.getBigDecimal(5));
        });
        snapshot.sql("""
                        select (hour at time zone 'Asia/Jakarta')::date, outcome, sum(payouts), sum(amount), sum(fee)
                        from reporting.payout_hour
                        where copy = ? and hour >= ?::date::timestamp at time zone 'Asia/Jakarta'
                          and hour < (?::date + 1)::timestamp at time zone 'Asia/Jakarta'
                          and outcome in ('PAID', 'PAID_TWICE', 'REVERSED')
                        group by 1, 2""").params(copy.number(), from, to).query(row -> {
            figures.add(
                    row.getObject(1, LocalDate.class),
                    PayoutOutcome.valueOf(row.getString(2)),
                    row.getLong(3),
                    row.getBigDecimal(4),
                    row.getBigDecimal(5));
        });
        return figures;
    }

    /** Adds the results of payouts; results that move no money are not compared. */
    void add(LocalDate day, PayoutOutcome outcome, long payouts, BigDecimal amount, BigDecimal fees) {
        switch (outcome) {
            case PAID -> {
                add(day, Figure.PAID, payouts);
                add(day, Figure.PAID_AMOUNT, amount);
            }
            case PAID_TWICE -> {
                add(day, Figure.PAID_TWICE, payouts);
                add(day, Figure.PAID_TWICE_AMOUNT, amount);
            }
            case REVERSED -> {
                add(day, Figure.REVERSED, payouts);
                add(day, Figure.REVERSED_AMOUNT, amount);
            }
            case FAILED,
                    UNKNOWN,
                    CONTRADICTED,
                    ATTENTION,
                    RETRIED,
                    ROUNDED,
                    CANCELLED,
                    FUNDED,
                    REDUCED,
                    CLAWED_BACK,
                    NETTED,
                    WRITTEN_OFF,
                    ABSORBED,
                    COLLECTED,
                    SPLIT -> {}
        }
        add(day, Figure.PAYOUT_FEES, fees);
    }
}
