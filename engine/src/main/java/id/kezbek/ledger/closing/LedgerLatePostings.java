package id.kezbek.ledger.closing;

import id.kezbek.closing.CalendarMonth;
import id.kezbek.closing.LatePostings;
import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Movements posted after the close for purchases, attempts, transfers or invoices that began in the closed month. The
 * time in the id of the purchase, attempt, transfer or invoice shows when it began.
 */
@Component
class LedgerLatePostings implements LatePostings {

    private final JdbcClient jdbc;

    LedgerLatePostings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Posting> of(CalendarMonth month, Instant closedAt) {
        return jdbc.sql("""
                        select l.kind, count(*), sum(l.amount)
                        from ledger.account a
                        cross join lateral (
                          select kind, amount from ledger.line
                          where account = a.id and at >= ? and position = 0 and subject >= ? and subject < ?) l
                        group by l.kind order by l.kind""")
                .params(Timestamp.from(closedAt), earliestId(month.start()), earliestId(month.end()))
                .query((row, n) -> new Posting(row.getString(1), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    /** The upper 48 bits of the id contain the time. */
    private static UUID earliestId(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }
}
