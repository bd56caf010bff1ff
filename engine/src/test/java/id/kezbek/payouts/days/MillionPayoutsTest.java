package id.kezbek.payouts.days;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.reading.PayoutTotals;
import id.kezbek.payouts.reading.PayoutTotals.Period;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.net.http.HttpClient;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A month with a million payments, in a database of its own: its rows would slow down other tests. Rows are made by the database,
 * so their places in the table are those of their times. It took 585 s on two cores that about thirty other processes used too,
 * most of it for the rows.
 */
@Tag("nightly")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class MillionPayoutsTest {

    private static final LocalDate DAY = LocalDate.of(2001, 5, 3);
    private static final PartnerId PARTNER = new PartnerId(900_001);
    private static final double MILLIS_MAX = 100;
    private static final int PAYMENTS = 1_000_000;
    private static final int PORTION = 50_000;
    private static final int READINGS = 20;

    @Test
    void totalsOfAMonthWithAMillionPaymentsAreReadAtOnce() {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase("million_payouts");
        properties.put("server.port", "0");
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
                String.valueOf(properties.get("spring.flyway.url")),
                String.valueOf(properties.get("spring.flyway.user")),
                String.valueOf(properties.get("spring.flyway.password"))));
        try (OwnEngine own = OwnEngine.start(properties)) {
            // The ids are random, so the first payout cannot be found by its id.
            jdbc.sql("insert into payouts.summed_until (until) values (?)")
                    .param(Timestamp.from(at(-1)))
                    .update();
            for (int first = 0; first < PAYMENTS; first += PORTION) {
                insertPayouts(jdbc, first);
            }
            for (int day = 0; day < 30; day++) {
                insertAttempts(jdbc, at(day), at(day + 1));
            }
            jdbc.sql("analyze payouts.payout, payouts.attempt").update();
            EngineUnderTest engine = own.engine();
            assertThat(new SumPayoutDays(
                                    engine.get(JdbcClient.class),
                                    engine.get(TransactionTemplate.class),
                                    Clock.fixed(at(30), Jakarta.ZONE))
                            .run())
                    .isEqualTo(31);

            PayoutTotals totals = engine.get(PayoutTotals.class);
            PlainTotals plain = new PlainTotals(jdbc);
            Period month = new Period(at(0), at(30));
            assertThat(totals.byProvider(PARTNER, month)).hasSize(2).isEqualTo(plain.byProvider(PARTNER, month));
            assertThat(totals.byState(PARTNER, month)).isNotEmpty().isEqualTo(plain.byState(PARTNER, month));
            List<Double> millis = millisOfTheSummary(engine);
            System.out.printf(
                    Locale.ROOT,
                    "payouts/summary of %d payouts: p50 %.0f ms, slowest %.0f ms%n",
                    PAYMENTS,
                    millis.get(READINGS / 2),
                    millis.getLast());
            assertThat(millis).anyMatch(one -> one < MILLIS_MAX);
        }
    }

    /** The times of {@code GET /api/v2/payouts/summary} for the month, the shortest first. */
    private static List<Double> millisOfTheSummary(EngineUnderTest engine) {
        String summary = "/api/v2/payouts/summary?from=" + DAY + "&to=" + DAY.plusDays(30);
        List<Double> millis = new ArrayList<>();
        String token = engine.staffToken(Role.FINANCE);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < READINGS; i++) {
                long start = System.nanoTime();
                Answer answer = Call.to(engine.uri(summary)).bearer(token).by(client);
                assertThat(answer.body().at("/states/0/count").asLong())
                        .as(answer.v2())
                        .isEqualTo(PAYMENTS);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return millis.stream().sorted().toList();
    }

    private static void insertPayouts(JdbcClient jdbc, int first) {
        jdbc.sql("""
                        insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at, ended_at)
                        select gen_random_uuid(), :partner, '628118779999', 'LSAJA', 1000 + n % 7, 'PAID', at, at, at + interval '3 seconds'
                        from (select n, :begin::timestamptz + n * interval '2.592 seconds' as at from generate_series(:first, :last) n) s""")
                .param("first", first)
                .param("last", first + PORTION - 1)
                .param("partner", PARTNER.value())
                .param("begin", Timestamp.from(at(0)))
                .update();
    }

    private static void insertAttempts(JdbcClient jdbc, Instant from, Instant to) {
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

    private static Instant at(int day) {
        return Jakarta.startOf(DAY).plus(Duration.ofDays(day));
    }
}
