package id.kezbek.payouts.days;

import id.kezbek.shared.Jakarta;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds ended payouts to the daily sums. A trigger corrects the sums if a payout changes later. Each step sums at most
 * one day in its own transaction. So an interrupted run loses at most one step.
 */
@Component
public class SumPayoutDays {

    /** The sums stay this far behind the clock, so that every transaction that ends a payout has committed. */
    private static final Duration AFTER_END = Duration.ofHours(1);

    /** A shorter step waits for a later run. */
    private static final Duration STEP_MIN = Duration.ofMinutes(10);

    private static final int STEPS_MAX = 400;
    private static final Timestamp BEGINNING = Timestamp.from(Instant.EPOCH);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    SumPayoutDays(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @return the number of steps
     */
    public int run() {
        Instant end = earlier(clock.instant(), databaseNow()).minus(AFTER_END);
        int steps = 0;
        while (steps < STEPS_MAX && isAdvanced(end)) {
            steps++;
        }
        return steps;
    }

    /**
     * Sums one step; false if there is nothing left before {@code end}. Reads {@code summed_until} under the lock,
     * because another process may have summed the same days.
     */
    private boolean isAdvanced(Instant end) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('payouts.summed_until'))::text")
                    .query(String.class)
                    .single();
            Optional<Instant> summed = summedUntil();
            Instant from = summed.or(this::first).orElse(end);
            if (!from.plus(STEP_MIN).isBefore(end)) {
                return false;
            }
            // The first step begins at the epoch, so that it includes all earlier payouts.
            Timestamp begin = summed.map(Timestamp::from).orElse(BEGINNING);
            sum(
                    begin,
                    Timestamp.from(
                            earlier(end, Jakarta.startOf(Jakarta.dayOf(from).plusDays(1)))));
            return true;
        }));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The trigger uses the database's clock, so the sums must not be ahead of this clock. */
    private Instant databaseNow() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private Optional<Instant> summedUntil() {
        return jdbc.sql("select until from payouts.summed_until")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** When the first payout was created. Ids begin with their time of creation. */
    private Optional<Instant> first() {
        return jdbc.sql("select created_at from payouts.payout order by id limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private void sum(Timestamp begin, Timestamp end) {
        jdbc.sql("""
                        insert into payouts.payout_day as d (day, partner, state, payouts, amount)
                        select (created_at at time zone 'Asia/Jakarta')::date, partner, state, count(*), sum(amount)
                        from payouts.payout
                        where state in ('PAID', 'CANCELLED') and ended_at >= :begin and ended_at < :end
                        group by 1, 2, 3
                        on conflict (day, partner, state) do update
                        set payouts = d.payouts + excluded.payouts, amount = d.amount + excluded.amount""").param("begin", begin).param("end", end).update();
        jdbc.sql("""
                        insert into payouts.attempt_day as d (day, partner, provider, attempts, amount, fee, direct_fee)
                        select (ended_at at time zone 'Asia/Jakarta')::date, partner, provider, count(*), sum(amount), sum(fee),
                          sum(coalesce(direct_fee, fee))
                        from payouts.attempt
                        where state = 'SUCCEEDED' and ended_at >= :begin and ended_at < :end
                        group by 1, 2, 3
                        on conflict (day, partner, provider) do update
                        set attempts = d.attempts + excluded.attempts, amount = d.amount + excluded.amount,
                          fee = d.fee + excluded.fee, direct_fee = d.direct_fee + excluded.direct_fee""").param("begin", begin).param("end", end).update();
        jdbc.sql(
                        "insert into payouts.summed_until (until) values (?) on conflict (one) do update set until = excluded.until")
                .param(end)
                .update();
    }
}
