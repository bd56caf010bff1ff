package id.kezbek.payouts.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.payouts.reading.PayoutTotals.Period;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Totals from the sums of days equal the sums over all payouts, also if a payout changes after its day was summed. Each test runs
 * in a transaction that is rolled back.
 */
@EngineTest
class SumPayoutDaysTest {

    private static final LocalDate DAY = LocalDate.of(2001, 5, 3);
    private static final PartnerId PARTNER = new PartnerId(900_001);
    private static final double MILLIS_MAX = 100;
    private static final int PAYMENTS = 1_000_000;
    private static final int PORTION = 50_000;

    private final PayoutTotals totals;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final PlatformTransactionManager manager;
    private final Ids ids;
    private final PayoutRows rows;

    SumPayoutDaysTest(
            EngineUnderTest engine,
            PayoutTotals totals,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            PlatformTransactionManager manager) {
        this.totals = totals;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.manager = manager;
        this.ids = engine.get(Ids.class);
        this.rows = new PayoutRows(jdbc, ids, PARTNER.value());
    }

    @Test
    void totalsAreThoseOfThePayoutsBeforeAndAfterTheDaysAreSummed() {
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            begin(at(-3, 0));
            UUID early = rows.paid(at(-2, 3), at(-2, 4), 11);
            rows.paid(at(0, 0), at(0, 0), 13);
            UUID overnight = rows.paid(at(0, 23), at(1, 1), 17);
            rows.paid(at(1, 10), at(2, 0), 19);
            UUID open = rows.payout(at(1, 11), null, "ATTENTION", 23);
            rows.payout(at(2, 5), at(2, 6), "CANCELLED", 29);
            rows.payout(at(2, 7), null, "PENDING", 31);
            rows.paid(at(3, 1), at(3, 2), 37);
            assertTotals();

            assertThat(sumAt(at(3, 0))).isEqualTo(6);
            assertThat(until()).isEqualTo(at(2, 23));
            assertThat(stored()).as("days, states and providers").isEqualTo(8);
            assertTotals();
            assertThat(sumAt(at(3, 0).plusSeconds(300)))
                    .as("too early for a further step")
                    .isZero();

            rows.comesBack(early);
            rows.comesBack(overnight);
            assertTotals();
            rows.ends(open, 2, at(1, 12));
            rows.ends(overnight, 2, at(2, 22));
            assertTotals();
            jdbc.sql("update payouts.payout set amount = amount - 5 where id = ?")
                    .param(early)
                    .update();
            assertTotals();

            assertThat(sumAt(at(9, 0))).isPositive();
            assertTotals();
            rows.comesBack(open);
            assertTotals();
        });
    }

    @Test
    void totalsOfAllPartnersAreThoseOfTheirPayouts() {
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            begin(at(-1, 0));
            rows.paid(at(0, 3), at(0, 4), 11);
            new PayoutRows(jdbc, ids, PARTNER.value() + 1).paid(at(0, 5), at(1, 6), 13);
            new PayoutRows(jdbc, ids, PARTNER.value() + 1).payout(at(2, 5), null, "PENDING", 17);
            sumAt(at(2, 10));
            for (int hour = -30; hour < 60; hour += 7) {
                Period period = new Period(at(0, hour), at(0, hour + 50));
                assertThat(totals.byProvider(null, period)).as("%s", period).isEqualTo(plainByProvider(null, period));
                assertThat(totals.byState(null, period)).as("%s", period).isEqualTo(plainByState(null, period));
            }
            assertThat(totals.byState(null, new Period(at(0, 0), at(3, 0))))
                    .extracting(PayoutTotals.ByState::count)
                    .containsExactly(2L, 1L);
        });
    }

    /** The first process is paused before its first step. The second one takes over and sums all days; then the first one goes on. */
    @Test
    void processThatWasPausedDoesNotSumTheSameDaysAgain() {
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            begin(at(-1, 0));
            rows.paid(at(0, 3), at(0, 4), 11);
            rows.paid(at(1, 3), at(1, 4), 13);
            AtomicInteger second = new AtomicInteger();
            TransactionOperations paused = new TransactionTemplate(manager) {
                @Override
                public <T> @Nullable T execute(TransactionCallback<T> action) {
                    second.compareAndSet(0, sumAt(at(3, 0)));
                    return super.execute(action);
                }
            };
            int first = new SumPayoutDays(jdbc, paused, Clock.fixed(at(2, 20), Jakarta.ZONE)).run();
            assertThat(second.get()).isEqualTo(4);
            assertThat(first).isZero();
            assertThat(until()).isEqualTo(at(2, 23));
            assertTotals();
        });
    }

    /** A month with a million payments. Rows are made by the database, so their places in the table are those of their times. */
    @Test
    @Tag("nightly")
    void totalsOfAMonthWithAMillionPaymentsAreReadAtOnce() {
        transactions.executeWithoutResult(status -> {
            status.setRollbackOnly();
            begin(at(-1, 0));
            for (int first = 0; first < PAYMENTS; first += PORTION) {
                insert(first);
            }
            insertAttempts();
            jdbc.sql("analyze payouts.payout").update();
            jdbc.sql("analyze payouts.attempt").update();
            Period month = new Period(at(0, 0), at(30, 0));
            assertThat(sumAt(at(30, 0))).isEqualTo(31);
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                assertThat(totals.byProvider(PARTNER, month)).hasSize(2);
                assertThat(totals.byState(PARTNER, month)).isNotEmpty();
                millis.add((System.nanoTime() - start) / 1e6);
            }
            assertThat(millis).anyMatch(one -> one < MILLIS_MAX);
            assertThat(totals.byProvider(PARTNER, month)).isEqualTo(plainByProvider(PARTNER, month));
            assertThat(totals.byState(PARTNER, month)).isEqualTo(plainByState(PARTNER, month));
        });
    }

    private void insert(int first) {
        jdbc.sql("""
                        insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at, ended_at)
                        select gen_random_uuid(), :partner, '628118779999', 'LSAJA', 1000 + n % 7, 'PAID', at, at, at + interval '3 seconds'
                        from (select n, :begin::timestamptz + n * interval '2.592 seconds' as at from generate_series(:first, :last) n) s""")
                .param("first", first)
                .param("last", first + PORTION - 1)
                .param("partner", PARTNER.value())
                .param("begin", Timestamp.from(at(0, 0)))
                .update();
    }

    private void insertAttempts() {
        for (int day = 0; day < 30; day++) {
            insertAttempts(at(day, 0), at(day + 1, 0));
        }
    }

    private void insertAttempts(Instant from, Instant to) {
        jdbc.sql("""
                        insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, direct_fee, state,
                          lease_until, quotes, started_at, ended_at)
                        select gen_random_uuid(), id, 1, case when amount > 1003 then 'MTRANS' else 'XENIT' end, partner, msisdn, wallet,
                          amount, 500, 750, 'SUCCEEDED', ended_at, '[]', created_at, ended_at
                        from payouts.payout where partner = :partner and created_at >= :from and created_at < :to""")
                .param("partner", PARTNER.value())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .update();
    }

    private static Instant at(int day, int hour) {
        return Jakarta.startOf(DAY.plusDays(day)).plus(Duration.ofHours(hour));
    }

    private void begin(Instant until) {
        jdbc.sql(
                        "insert into payouts.summed_until (until) values (?) on conflict (one) do update set until = excluded.until")
                .param(Timestamp.from(until))
                .update();
    }

    private int sumAt(Instant now) {
        return new SumPayoutDays(jdbc, transactions, Clock.fixed(now, Jakarta.ZONE)).run();
    }

    private Instant until() {
        return jdbc.sql("select until from payouts.summed_until")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    private long stored() {
        return jdbc.sql("""
                        select (select count(*) from payouts.payout_day where partner = :partner)
                          + (select count(*) from payouts.attempt_day where partner = :partner)""").param("partner", PARTNER.value()).query(Long.class).single();
    }

    private void assertTotals() {
        List<Period> periods = new ArrayList<>(List.of(
                new Period(null, null),
                new Period(at(1, 0), null),
                new Period(null, at(1, 12)),
                new Period(at(0, 0), at(3, 0)),
                new Period(at(1, 3), at(1, 12)),
                new Period(at(-2, 3).plusSeconds(1), at(2, 5).plusSeconds(1))));
        for (int hour = -60; hour < 90; hour += 7) {
            periods.add(new Period(at(0, hour), at(0, hour + 24)));
            periods.add(new Period(at(0, hour), at(3, 0)));
        }
        for (Period period : periods) {
            assertThat(totals.byProvider(PARTNER, period)).as("%s", period).isEqualTo(plainByProvider(PARTNER, period));
            assertThat(totals.byState(PARTNER, period)).as("%s", period).isEqualTo(plainByState(PARTNER, period));
        }
    }

    private List<PayoutTotals.ByProvider> plainByProvider(@Nullable PartnerId partner, Period period) {
        return plain("""
                        select provider, count(*), sum(amount), sum(fee), sum(coalesce(direct_fee, fee)) from payouts.attempt
                        where state = 'SUCCEEDED' and (:partner::bigint is null or partner = :partner) and ended_at >= :from and ended_at < :to
                        group by provider order by provider""", partner, period)
                .query((row, n) -> new PayoutTotals.ByProvider(
                        row.getString(1),
                        row.getLong(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4)),
                        Money.rupiah(row.getBigDecimal(5))))
                .list();
    }

    private List<PayoutTotals.ByState> plainByState(@Nullable PartnerId partner, Period period) {
        return plain("""
                        select state, count(*), sum(amount) from payouts.payout
                        where (:partner::bigint is null or partner = :partner) and created_at >= :from and created_at < :to
                        group by state order by state""", partner, period)
                .query((row, n) -> new PayoutTotals.ByState(
                        PayoutState.valueOf(row.getString(1)), row.getLong(2), Money.rupiah(row.getBigDecimal(3))))
                .list();
    }

    private JdbcClient.StatementSpec plain(String sql, @Nullable PartnerId partner, Period period) {
        return jdbc.sql(sql)
                .param("partner", partner == null ? null : partner.value(), Types.BIGINT)
                .param("from", Timestamp.from(period.from() == null ? Instant.EPOCH : period.from()))
                .param("to", Timestamp.from(period.to() == null ? Instant.parse("2100-01-01T00:00:00Z") : period.to()));
    }
}
