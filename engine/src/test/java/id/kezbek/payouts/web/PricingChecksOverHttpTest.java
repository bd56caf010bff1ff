package id.kezbek.payouts.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The effects of an unfinished fee or wallet: the routing of each amount, and yesterday's payouts. */
@EngineTest
class PricingChecksOverHttpTest {

    private static final String FEES = "/api/v2/fees:check";
    private static final String WALLETS = "/api/v2/wallets:check";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What was paid into the wallet JOSVO on a day. */
    private record Paid(long payouts, BigDecimal fees, BigDecimal cheaper, long small) {}

    private final EngineUnderTest engine;
    private final Purchases purchases;
    private final StaffCalls staff;
    private final PartnerId partner;
    private LocalDate day = LocalDate.MIN;

    PricingChecksOverHttpTest(EngineUnderTest engine, Purchases purchases, TestPartners partners) {
        this.engine = engine;
        this.purchases = purchases;
        this.staff = new StaffCalls(engine);
        this.partner = partners.prepaid(Money.rupiah(1_000_000));
    }

    @BeforeEach
    void newDay() {
        engine.settle();
        day = engine.clock().dayNotYetReached();
        engine.clock().turnTo(day);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void feeCheckChoosesTheProvidersOfYesterdaysPayoutsAgain() {
        payThree();
        Paid paid = paid(engine.clock().instant());
        engine.clock().advance(Duration.ofDays(1));
        long proposals = engine.count("approvals.approval");
        long fees = engine.count("payouts.fee");

        JsonNode same = fee("{\"provider\":\"MTRANS\",\"wallet\":\"JOSVO\"}").get("yesterday");
        JsonNode cheaper = fee("{\"provider\":\"MTRANS\",\"wallet\":\"JOSVO\",\"fee\":" + amount(400) + "}")
                .get("yesterday");
        JsonNode without = fee("{\"provider\":\"XENIT\",\"wallet\":\"JOSVO\",\"enabled\":false}")
                .get("yesterday");

        assertThat(paid.payouts()).isEqualTo(3);
        assertThat(same.get("day").asString()).isEqualTo(day.toString());
        assertThat(same.get("payouts").asLong()).isEqualTo(3);
        assertThat(same.get("changed").asLong()).isZero();
        assertThat(amount(same, "paid")).isEqualByComparingTo(paid.fees());
        assertThat(amount(same, "would_cost")).isEqualByComparingTo(paid.fees());
        assertThat(same.get("whole").booleanValue()).isTrue();
        assertThat(amount(cheaper, "paid")).isEqualByComparingTo(paid.fees());
        assertThat(amount(cheaper, "would_cost"))
                .isEqualByComparingTo(paid.cheaper())
                .isEqualByComparingTo("1200");
        assertThat(cheaper.get("changed").asLong()).isEqualTo(3);
        assertThat(cheaper.get("unpayable").asLong()).isZero();
        assertThat(amount(without, "would_cost")).as("MTRANS is next").isEqualByComparingTo("1950");
        assertThat(engine.count("approvals.approval")).as("nothing is recorded").isEqualTo(proposals);
        assertThat(engine.count("payouts.fee")).isEqualTo(fees);
    }

    @Test
    void feeCheckShowsTheProviderOfEachAmountWithOverlapsAndGaps() {
        String wallet = "CHK" + NUMBER.incrementAndGet();
        staff.approve(
                staff.post("/api/v2/wallets", Role.OPERATIONS, wallet(wallet, 1, 1_000_000, ",\"reason\":\"a test\"")),
                Role.ADMIN);
        assertThat(fee(terms("XENIT", wallet, 300, 1, 500_000)).get("bands"))
                .hasSize(2)
                .last()
                .satisfies(gap -> assertThat(gap.has("then")).isFalse());
        staff.twoPeople(
                "/api/v2/fees", terms("XENIT", wallet, 300, 1, 500_000).replace("}}", "},\"reason\":\"a test\"}"));

        JsonNode check = fee(terms("MTRANS", wallet, 200, 100_000, 700_000));

        assertThat(check.get("bands").valueStream().map(PricingChecksOverHttpTest::words))
                .containsExactly(
                        "1-99999 XENIT 300 -> XENIT 300 []",
                        "100000-500000 XENIT 300 -> MTRANS 200 [XENIT]",
                        "500001-700000 none -> MTRANS 200 []",
                        "700001-1000000 none -> none []");
        assertThat(check.at("/warnings/0").asString())
                .isEqualTo("no provider could pay Rp700.001 to Rp1.000.000 to wallet " + wallet);
        assertThat(check.at("/yesterday/payouts").asLong()).isZero();
        Answer wrong =
                staff.send("POST", FEES, Role.FINANCE, "{\"provider\":\"NOBODY\",\"wallet\":\"" + wallet + "\"}");
        assertThat(wrong.fields()).contains("provider");
        assertThat(staff.send("POST", FEES, Role.AUDITOR, "{}").v2()).isEqualTo("403 forbidden");
    }

    @Test
    void walletCheckCountsYesterdaysPayoutsOutsideTheLimits() {
        payThree();
        Paid paid = paid(engine.clock().instant());
        engine.clock().advance(Duration.ofDays(1));
        int version = staff.get("/api/v2/wallets/JOSVO", Role.OPERATIONS)
                .body()
                .at("/wallet/version")
                .asInt();
        String base = ",\"base_version\":" + version;

        JsonNode higher = wallet(wallet("JOSVO", 2_000, 2_000_000, base));
        JsonNode lower = wallet(wallet("JOSVO", 1, 1_999, base));

        assertThat(paid.small()).as("%s", paid).isBetween(1L, 2L);
        assertThat(higher.at("/yesterday/payouts").asLong()).isEqualTo(3);
        assertThat(higher.at("/yesterday/below").asLong()).isEqualTo(paid.small());
        assertThat(higher.at("/yesterday/above").asLong()).isZero();
        assertThat(lower.at("/yesterday/below").asLong()).isZero();
        assertThat(lower.at("/yesterday/above").asLong()).isEqualTo(3 - paid.small());
        assertThat(higher.at("/warnings/0").asString()).contains("payouts of less than Rp2.000 wait");
        assertThat(staff.send("POST", WALLETS, Role.OPERATIONS, wallet("JOSVO", 1, 2, ""))
                        .v2())
                .isEqualTo("409 state-conflict");
        assertThat(staff.send("POST", WALLETS, Role.FINANCE, "{}").v2()).isEqualTo("403 forbidden");
    }

    /** The check reads a limited number of payments of each hour, whatever their wallet. */
    @Test
    void aDayWithTooManyPaymentsIsNotWhole() {
        Instant at = engine.clock().instant();
        engine.administration()
                .sql("""
                        insert into payouts.attempt (id, payout, number, provider, partner, msisdn, wallet, amount, fee, state,
                          lease_until, quotes, started_at, ended_at)
                        select gen_random_uuid(), gen_random_uuid(), 1, 'NONE', ?, '6281100000000', 'NONE', 1000, 1, 'SUCCEEDED',
                          at, '[]', at, at from generate_series(1, 2000), (select ?::timestamptz as at) as moment""")
                .params(partner.value(), Timestamp.from(at))
                .update();
        try {
            engine.clock().advance(Duration.ofDays(1));

            JsonNode check =
                    fee("{\"provider\":\"MTRANS\",\"wallet\":\"JOSVO\"}").get("yesterday");

            assertThat(check.get("whole").booleanValue()).isFalse();
            assertThat(check.get("payouts").asLong()).isZero();
        } finally {
            engine.administration()
                    .sql("delete from payouts.attempt where provider = 'NONE'")
                    .update();
            engine.administration()
                    .sql("delete from payouts.attempt_day where provider = 'NONE'")
                    .update();
        }
    }

    /** The form checks with each change, so checks must not take the connections that reports need. */
    @Test
    void oneCheckRunsAtATimeAndKeepsNoKey() throws Exception {
        String body = "{\"provider\":\"MTRANS\",\"wallet\":\"JOSVO\"}";
        long keys = engine.count("shared.first_answer");
        try (Connection blocker = DriverManager.getConnection(engine.world().jdbcUrl());
                Statement sql = blocker.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            sql.execute("lock table payouts.attempt in access exclusive mode");
            Future<Answer> first = threads.submit(() -> staff.send("POST", FEES, Role.FINANCE, body));
            Eventually.holds(
                    "the first check reads payments",
                    () -> engine.administration()
                                    .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like '%when wallet%payouts.attempt%'")
                                    .query(Long.class)
                                    .single()
                            == 1);

            Answer second = staff.send("POST", WALLETS, Role.OPERATIONS, wallet("NEWONE", 1, 2, ""));
            blocker.rollback();

            assertThat(second.v2()).isEqualTo("429 too-many-requests");
            assertThat(first.get().status()).isEqualTo(200);
        }
        assertThat(engine.count("shared.first_answer")).isEqualTo(keys);
    }

    /** Three purchases with one payout each, the first one small. */
    private void payThree() {
        for (long rupiah : List.of(50_000, 500_000, 600_000)) {
            int number = NUMBER.incrementAndGet();
            Purchase purchase = new Purchase(
                    partner,
                    "P" + number,
                    new Msisdn("62874%05d%02d".formatted(partner.value(), number)),
                    null,
                    "JOSVO",
                    1,
                    Money.rupiah(rupiah));
            assertThat(purchases.accept(List.of(purchase)).getFirst()).isInstanceOf(Accepted.class);
        }
        engine.awaitPaid(partner);
    }

    private Paid paid(Instant at) {
        LocalDate of = Jakarta.dayOf(at);
        return engine.database()
                .sql("""
                        select count(*), sum(fee), sum(least(fee, 400)), count(*) filter (where amount < 2000)
                        from payouts.attempt
                        where wallet = 'JOSVO' and state = 'SUCCEEDED' and ended_at >= ? and ended_at < ?""")
                .params(Timestamp.from(Jakarta.startOf(of)), Timestamp.from(Jakarta.startOf(of.plusDays(1))))
                .query((row, n) -> new Paid(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getLong(4)))
                .single();
    }

    private JsonNode fee(String body) {
        return checked(staff.send("POST", FEES, Role.FINANCE, body));
    }

    private JsonNode wallet(String body) {
        return checked(staff.send("POST", WALLETS, Role.OPERATIONS, body));
    }

    private static JsonNode checked(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String terms(String provider, String wallet, long fee, long minimum, long maximum) {
        return "{\"provider\":\"" + provider + "\",\"wallet\":\"" + wallet + "\",\"fee\":" + amount(fee)
                + ",\"minimum\":" + amount(minimum) + ",\"maximum\":" + amount(maximum) + "}";
    }

    private static String wallet(String code, long minimum, long maximum, String more) {
        return "{\"code\":\"" + code + "\",\"name\":\"A wallet\",\"minimum\":" + amount(minimum) + ",\"maximum\":"
                + amount(maximum) + ",\"active\":true" + more + "}";
    }

    private static String words(JsonNode band) {
        return rupiah(band.get("from")) + "-" + rupiah(band.get("to")) + " " + choice(band.get("now")) + " -> "
                + choice(band.get("then")) + " "
                + band.get("others")
                        .valueStream()
                        .map(other -> other.get("provider").asString())
                        .toList();
    }

    private static String choice(JsonNode choice) {
        return choice == null ? "none" : choice.get("provider").asString() + " " + rupiah(choice.get("fee"));
    }

    private static long rupiah(JsonNode amount) {
        return new BigDecimal(amount.get("value").asString()).longValueExact();
    }

    private static BigDecimal amount(JsonNode of, String field) {
        return new BigDecimal(of.get(field).get("value").asString());
    }

    private static String amount(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }
}
