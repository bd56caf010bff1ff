package id.kezbek.ledger;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sums of the ledger's lines by account, day in Jakarta, and kind of movement. */
public final class DailySums {

    /** @param lines the number of lines, one for each movement */
    public record Sum(LocalDate day, Account account, MovementKind kind, Money amount, long lines) {}

    private DailySums() {}

    /**
     * Reads the sums of days.
     *
     * @param snapshot a connection on which the query may scan all lines
     * @param to the last day, included
     */
    public static List<Sum> read(JdbcClient snapshot, LocalDate from, LocalDate to) {
        return snapshot.sql("""
                        select (l.at at time zone 'Asia/Jakarta')::date as day, a.kind, a.owner, l.kind, sum(l.amount), count(*)
                        from ledger.line l join ledger.account a on a.id = l.account
                        where l.at >= ? and l.at < ?
                        group by 1, 2, 3, 4""")
                .params(
                        Timestamp.from(from.atStartOfDay(Jakarta.ZONE).toInstant()),
                        Timestamp.from(to.plusDays(1).atStartOfDay(Jakarta.ZONE).toInstant()))
                .query((row, n) -> new Sum(
                        row.getObject(1, LocalDate.class),
                        new Account(AccountKind.valueOf(row.getString(2)), row.getString(3)),
                        MovementKind.valueOf(row.getString(4)),
                        Money.rupiah(row.getBigDecimal(5)),
                        row.getLong(6)))
                .list();
    }
}
