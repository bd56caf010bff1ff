package id.kezbek.ledger.days;

import id.kezbek.shared.Jakarta;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores each account's balance at the end of each day. Each day is a separate transaction, so an interrupted run can
 * continue.
 */
@Component
public class SumDays {

    /** The wait after a day's end. By then, all transactions that began before the day's end have ended. */
    private static final Duration AFTER_END = Duration.ofHours(1);

    private static final int DAYS_MAX = 400;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SumDays(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @return the number of summed days
     */
    public int run() {
        LocalDate last = Jakarta.dayOf(clock.instant().minus(AFTER_END)).minusDays(1);
        Optional<LocalDate> next = summed().map(day -> day.plusDays(1)).or(this::first);
        int days = 0;
        for (LocalDate day = next.orElse(LocalDate.MAX); !day.isAfter(last) && days < DAYS_MAX; day = day.plusDays(1)) {
            sum(day);
            days++;
        }
        return days;
    }

    private Optional<LocalDate> summed() {
        return jdbc.sql("select day from ledger.summed_day")
                .query(LocalDate.class)
                .optional();
    }

    private Optional<LocalDate> first() {
        return jdbc.sql("select ledger.first_day()")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** Uses the index to read only this day's lines of each account. */
    private void sum(LocalDate day) {
        transactions.executeWithoutResult(status -> {
            // The lock waits for transactions that write lines of earlier days; the trigger on the lines table takes
            // the same lock.
            jdbc.sql("select pg_advisory_xact_lock(hashtext('ledger.summed_day'))::text")
                    .query(String.class)
                    .single();
            jdbc.sql("""
                            insert into ledger.day_balance (account, day, balance)
                            select a.id, :day, moved.amount + coalesce((
                              select d.balance from ledger.day_balance d
                              where d.account = a.id and d.day < :day order by d.day desc limit 1), 0)
                            from ledger.account a
                            cross join lateral (
                              select sum(l.amount) as amount from ledger.line l
                              where l.account = a.id and l.at >= :begin and l.at < :end) moved
                            where moved.amount is not null""")
                    .param("day", day)
                    .param("begin", Timestamp.from(Jakarta.startOf(day)))
                    .param("end", Timestamp.from(Jakarta.startOf(day.plusDays(1))))
                    .update();
            jdbc.sql(
                            "insert into ledger.summed_day (day) values (?) on conflict (one) do update set day = excluded.day")
                    .param(day)
                    .update();
        });
    }
}
