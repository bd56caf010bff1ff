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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds what has ended to the sums of its days. A trigger corrects the sums if a payout changes later. Each step of at most a day
 * is a separate transaction, so an interrupted run can continue.
 */
@Component
public class SumPayoutDays {

    /** By then, all transactions that end a payout at an earlier time have ended. */
    private static final Duration AFTER_END = Duration.ofHours(1);

    /** A shorter step is not worth a transaction. */
    private static final Duration STEP_MIN = Duration.ofMinutes(10);

    private static final int STEPS_MAX = 400;
    private static final Timestamp BEGINNING = Timestamp.from(Instant.EPOCH);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SumPayoutDays(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @return the number of steps
     */
    public int run() {
        Instant end = earlier(clock.instant(), databaseNow()).minus(AFTER_END);
        Instant until = summedUntil().or(this::first).orElse(end);
        int steps = 0;
        while (until.plus(STEP_MIN).isBefore(end) && steps < STEPS_MAX) {
            Instant next = earlier(end, Jakarta.startOf(Jakarta.dayOf(until).plusDays(1)));
            sum(until, next);
            until = next;
            steps++;
        }
        return steps;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The trigger compares with this clock, so the sums must not be ahead of it. */
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

    /** Ids begin with their time. */
    private Optional<Instant> first() {
        return jdbc.sql("select created_at from payouts.payout order by id limit 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private void sum(Instant from, Instant to) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('payouts.summed_until'))::text")
                    .query(String.class)
                    .single();
            // The first step has no beginning, so that nothing that ended before the first payout was ordered is left
            // out.
            Timestamp begin = summedUntil().isEmpty() ? BEGINNING : Timestamp.from(from);
            jdbc.sql("""
                            insert into payouts.payout_day as d (day, partner, state, payouts, amount)
                            select (created_at at time zone 'Asia/Jakarta')::date, partner, state, count(*), sum(amount)
                            from payouts.payout
                            where state in ('PAID', 'CANCELLED') and ended_at >= :begin and ended_at < :end
                            group by 1, 2, 3
                            on conflict (day, partner, state) do update
                            set payouts = d.payouts + excluded.payouts, amount = d.amount + excluded.amount""").param("begin", begin).param("end", Timestamp.from(to)).update();
            jdbc.sql("""
                            insert into payouts.attempt_day as d (day, partner, provider, attempts, amount, fee, direct_fee)
                            select (ended_at at time zone 'Asia/Jakarta')::date, partner, provider, count(*), sum(amount), sum(fee),
                              sum(coalesce(direct_fee, fee))
                            from payouts.attempt
                            where state = 'SUCCEEDED' and ended_at >= :begin and ended_at < :end
                            group by 1, 2, 3
                            on conflict (day, partner, provider) do update
                            set attempts = d.attempts + excluded.attempts, amount = d.amount + excluded.amount,
                              fee = d.fee + excluded.fee, direct_fee = d.direct_fee + excluded.direct_fee""").param("begin", begin).param("end", Timestamp.from(to)).update();
            jdbc.sql(
                            "insert into payouts.summed_until (until) values (?) on conflict (one) do update set until = excluded.until")
                    .param(Timestamp.from(to))
                    .update();
        });
    }
}
