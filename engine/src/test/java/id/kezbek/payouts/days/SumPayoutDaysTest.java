package id.kezbek.payouts.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.payouts.reading.PayoutTotals.Period;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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

    private final PayoutTotals totals;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final PlatformTransactionManager manager;
    private final Ids ids;
    private final PayoutRows rows;
    private final PlainTotals plain;

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
        this.plain = new PlainTotals(jdbc);
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
                assertThat(totals.byProvider(null, period)).as("%s", period).isEqualTo(plain.byProvider(null, period));
                assertThat(totals.byState(null, period)).as("%s", period).isEqualTo(plain.byState(null, period));
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
            assertThat(totals.byProvider(PARTNER, period))
                    .as("%s", period)
                    .isEqualTo(plain.byProvider(PARTNER, period));
            assertThat(totals.byState(PARTNER, period)).as("%s", period).isEqualTo(plain.byState(PARTNER, period));
        }
    }
}
