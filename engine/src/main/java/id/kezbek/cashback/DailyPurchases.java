package id.kezbek.cashback;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sums of a day's accepted purchases, minus that day's refunds. Days are in Asia/Jakarta. */
public final class DailyPurchases {

    public record Sum(LocalDate day, long purchases, Money amount, Money cashback, Money reward) {}

    private DailyPurchases() {}

    /**
     * Reads the sums of days.
     *
     * @param snapshot a connection on which PostgreSQL may scan the whole table
     * @param to the last day, included
     */
    public static List<Sum> read(JdbcClient snapshot, LocalDate from, LocalDate to) {
        Instant first = from.atStartOfDay(Jakarta.ZONE).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(Jakarta.ZONE).toInstant();
        // An id begins with the time of its creation, which is slightly before the purchase's time. So the query limits
        // ids to a range that is a day wider on both sides, and then compares the exact times.
        return snapshot.sql("""
                        select (at at time zone 'Asia/Jakarta')::date, sum(purchases), sum(amount), sum(cashback), sum(reward)
                        from (
                          select accepted_at as at, 1 as purchases, amount, cashback, reward from cashback.purchase
                          where id >= :firstId and id < :endId and accepted_at >= :first and accepted_at < :end
                          union all
                          select recorded_at, case when whole then -1 else 0 end, -amount, -cashback, -reward from cashback.refund
                          where id >= :firstId and id < :endId and recorded_at >= :first and recorded_at < :end) as decided
                        group by 1""")
                .param("firstId", id(from.minusDays(1)))
                .param("endId", id(to.plusDays(2)))
                .param("first", Timestamp.from(first))
                .param("end", Timestamp.from(end))
                .query((row, n) -> new Sum(
                        row.getObject(1, LocalDate.class),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4)),
                        Money.rupiah(row.getBigDecimal(5))))
                .list();
    }

    private static UUID id(LocalDate day) {
        return new UUID(day.atStartOfDay(Jakarta.ZONE).toInstant().toEpochMilli() << 16, 0);
    }
}
