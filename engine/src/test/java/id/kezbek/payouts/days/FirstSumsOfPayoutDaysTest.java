package id.kezbek.payouts.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.SharedWorld;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The sums of a database that has payouts and no sums yet, as after an upgrade. It is a separate one, because each run is committed. */
@EngineTest
class FirstSumsOfPayoutDaysTest {

    private static final LocalDate DAY = LocalDate.of(2001, 5, 3);
    private static final int DAYS = 12;
    private static final int PAYOUTS_A_DAY = 4;

    private final Ids ids;

    FirstSumsOfPayoutDaysTest(EngineUnderTest engine) {
        this.ids = engine.get(Ids.class);
    }

    /** While the job sums day after day, payments come back and are paid again, each in its own transaction. */
    @Test
    void firstRunSumsAllDaysAndChangesAtTheSameTimeAreInTheSums() {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("first_sums");
        DriverManagerDataSource source = new DriverManagerDataSource(
                String.valueOf(properties.get("spring.datasource.url")),
                String.valueOf(properties.get("spring.datasource.username")),
                String.valueOf(properties.get("spring.datasource.password")));
        JdbcClient jdbc = JdbcClient.create(source);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        PayoutRows first = new PayoutRows(jdbc, ids, 1);
        PayoutRows second = new PayoutRows(jdbc, ids, 2);
        List<UUID> paid = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            // Its time is before that of the first order, as after a wrong clock.
            second.payout(at(0, 6), at(-2, 1), "CANCELLED", 7);
            for (int i = 0; i < DAYS * PAYOUTS_A_DAY; i++) {
                (i % 3 == 0 ? second : first).paid(at(0, 6 * i), at(0, 6 * i + 3), 11 + i);
            }
            for (int i = 0; i < DAYS * PAYOUTS_A_DAY; i++) {
                paid.add(first.paid(at(0, 6 * i + 1), at(0, 6 * i + 2), 100 + i));
            }
        });

        AtomicBoolean isSummed = new AtomicBoolean();
        CompletableFuture<Integer> changes = CompletableFuture.supplyAsync(() -> {
            int changed = 0;
            while (!isSummed.get() || changed == 0) {
                UUID one = paid.get(changed % paid.size());
                int number = 2 + changed / paid.size();
                transactions.executeWithoutResult(status -> {
                    first.comesBack(one);
                    first.ends(one, number, at(number, 5));
                });
                changed++;
            }
            return changed;
        });
        int steps;
        try {
            steps = new SumPayoutDays(jdbc, transactions, Clock.fixed(at(DAYS, 1), Jakarta.ZONE)).run();
        } finally {
            isSummed.set(true);
        }

        assertThat(changes.join()).isPositive();
        assertThat(steps).isEqualTo(DAYS);
        assertThat(differing(jdbc, "payouts.payout_day", "day, partner, state, payouts, amount", """
                select (created_at at time zone 'Asia/Jakarta')::date, partner, state, count(*), sum(amount)
                from payouts.payout where state in ('PAID', 'CANCELLED') and ended_at < (select until from payouts.summed_until)
                group by 1, 2, 3"""))
                .isZero();
        assertThat(differing(
                        jdbc, "payouts.attempt_day", "day, partner, provider, attempts, amount, fee, direct_fee", """
                select (ended_at at time zone 'Asia/Jakarta')::date, partner, provider, count(*), sum(amount), sum(fee),
                  sum(coalesce(direct_fee, fee))
                from payouts.attempt where state = 'SUCCEEDED' and ended_at < (select until from payouts.summed_until)
                group by 1, 2, 3"""))
                .isZero();
        assertThat(jdbc.sql("select count(*) from payouts.payout_day where state = 'CANCELLED'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    /** The number of rows that are only in the sums or only in the plain sum. Days whose payments all came back have a row of zero. */
    private static long differing(JdbcClient jdbc, String table, String columns, String plain) {
        String counted = columns.split(", ")[3];
        String sums = "select " + columns + " from " + table + " where " + counted + " <> 0";
        return jdbc.sql("select (select count(*) from (%s except %s) a) + (select count(*) from (%s except %s) b)"
                        .formatted(sums, "(" + plain + ")", "(" + plain + ")", sums))
                .query(Long.class)
                .single();
    }

    private static Instant at(int day, int hour) {
        return Jakarta.startOf(DAY.plusDays(day)).plus(Duration.ofHours(hour));
    }
}
