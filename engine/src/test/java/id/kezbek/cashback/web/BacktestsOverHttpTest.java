package id.kezbek.cashback.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.backtest.RunBacktests;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A proposed rule on the purchases of the last 30 days: the engine would have decided in the same way, and the
 * approver sees the same result.
 */
@EngineTest
class BacktestsOverHttpTest {

    private static final String PATH = "/api/v2/rule-backtests";
    private static final String CHECK = "/api/v2/rules:check";
    private static final String CAPPED =
            "\"percent\":\"10\",\"customer_cap\":" + RuleCalls.amount(15_000) + ",\"customer_cap_period\":\"MONTH\"";

    private final EngineUnderTest engine;
    private final RuleCalls calls;

    BacktestsOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.calls = new RuleCalls(engine);
    }

    @BeforeEach
    void now() {
        engine.clock().reset();
        engine.clock().awayFromMidnight();
    }

    @AfterEach
    void close() {
        calls.close();
        engine.clock().reset();
    }

    @Test
    void backtestEqualsRuleInForce() {
        List<Integer> customers = List.of(1, 1, 2);
        List<Accepted> before = reported(customers);

        JsonNode result = done(terms(CAPPED)).get("result");
        calls.made(CAPPED);
        List<Accepted> after = reported(customers);

        assertThat(amount(result.get("gave"))).isEqualByComparingTo(sum(before));
        assertThat(amount(result.get("would_give")))
                .isEqualByComparingTo(sum(after))
                .isEqualByComparingTo("25000");
        assertThat(result.get("purchases").asInt()).isEqualTo(3);
        assertThat(result.get("changed").asInt()).isEqualTo(3);
        assertThat(result.at("/by_partner/0/partner").asString())
                .isEqualTo(calls.partner().code());
        assertThat(result.get("by_day").size()).isEqualTo(1);
        assertThat(result.at("/by_day/0/would_give")).isEqualTo(result.get("would_give"));
        assertThat(result.at("/customers/winning").asInt()).isEqualTo(2);
        assertThat(result.at("/customers/losing").asInt()).isZero();
        BigDecimal ofOne = before.getFirst().decision().cashback().decimal();
        assertThat(amount(result.at("/customers/gains")))
                .isEqualByComparingTo(BigDecimal.valueOf(25_000).subtract(ofOne.multiply(BigDecimal.valueOf(3))));
        assertThat(result.at("/customers/most_gained/0/transaction").asString())
                .isEqualTo(Ids.text(before.get(1).id()));
    }

    @Test
    void spendsBudgetOnceFromFirstPurchase() {
        reported(List.of(1, 2, 3));

        JsonNode result = done(terms("\"percent\":\"10\",\"budget\":" + RuleCalls.amount(25_000)))
                .get("result");

        assertThat(amount(result.get("would_give"))).isEqualByComparingTo("25000");
    }

    @Test
    void unchangedRuleGivesSameCashback() {
        long rule = calls.made(CAPPED);
        reported(List.of(2, 2, 3));

        JsonNode same = done(change(rule, CAPPED)).get("result");
        JsonNode less = done(change(rule, "\"percent\":\"1\"")).get("result");

        assertThat(same.get("purchases").asInt()).isEqualTo(3);
        assertThat(same.get("changed").asInt()).isZero();
        assertThat(amount(same.get("would_give"))).isEqualByComparingTo("25000");
        assertThat(same.get("gave")).isEqualTo(same.get("would_give"));
        assertThat(amount(less.get("would_give"))).isEqualByComparingTo("3000");
        assertThat(less.at("/customers/losing").asInt()).as("%s", less).isEqualTo(2);
        assertThat(amount(less.at("/customers/most_lost/0/would_give")))
                .isLessThan(amount(less.at("/customers/most_lost/0/gave")));
    }

    @Test
    void purchasesThatNoRuleWouldCoverCountAsRefused() {
        long rule = calls.made("\"percent\":\"10\"");
        reported(List.of(1));
        // The general rules cover the purchase too, so it would still get cashback.
        JsonNode result = done("{\"rule\":" + rule + ",\"quantity_from\":5,\"percent\":\"10\"}")
                .get("result");

        assertThat(result.get("uncovered").asInt()).isZero();
        assertThat(result.at("/customers/losing").asInt()).isEqualTo(1);
    }

    @Test
    void masksNumbersForOtherRoles() {
        reported(List.of(1));
        String id = done(terms("\"percent\":\"10\"")).get("id").asString();

        String whole = "62873%05d001".formatted(calls.partner().id().value());
        assertThat(number(id, Role.OPERATIONS)).isEqualTo(whole);
        assertThat(number(id, Role.ADMIN)).isEqualTo(whole);
        assertThat(number(id, Role.FINANCE)).startsWith("62*").endsWith("001").doesNotContain("87300");
        assertThat(number(id, Role.AUDITOR)).isEqualTo(number(id, Role.FINANCE));
        assertThat(engine.count("cashback.backtest where result::text like '%" + whole + "%'"))
                .isZero();
    }

    @Test
    void proposalContainsBacktest() {
        reported(List.of(1));
        String id = done(terms("\"percent\":\"10\"")).get("id").asString();
        String seen = ",\"backtest\":\"" + id + "\"";

        Answer others = calls.propose(RuleCalls.PATH, calls.terms("\"percent\":\"11\"" + seen));
        Answer absent = calls.propose(
                RuleCalls.PATH, calls.terms("\"percent\":\"10\",\"backtest\":\"00000000000000000000000000\""));
        Answer proposed = calls.propose(RuleCalls.PATH, calls.terms("\"percent\":\"10\"" + seen));

        assertThat(others.v2()).isEqualTo("400 bad-payload");
        assertThat(others.body().at("/errors/0/field").asString()).isEqualTo("backtest");
        assertThat(absent.body().at("/errors/0/field").asString()).isEqualTo("backtest");
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(proposed.body().at("/arguments/backtest").asString()).isEqualTo(id);
        assertThat(calls.approve(proposed, Role.ADMIN).status()).isEqualTo(200);
    }

    @Test
    void wrongTermsStartNothing() {
        long before = engine.count("cashback.backtest");

        Answer wrong = start("{\"quantity_from\":3,\"quantity_below\":2,\"percent\":\"200\"}");
        Answer unknown = start("{\"rule\":99999,\"quantity_from\":1,\"percent\":\"1\"}");
        Answer nobody = start("{\"partner\":\"NOSUCH\",\"quantity_from\":1,\"percent\":\"1\"}");

        assertThat(wrong.body()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .containsExactlyInAnyOrder("quantity_below", "percent");
        assertThat(unknown.body().at("/errors/0/field").asString()).isEqualTo("rule");
        assertThat(nobody.body().at("/errors/0/field").asString()).isEqualTo("partner");
        assertThat(engine.count("cashback.backtest")).isEqualTo(before);
    }

    @Test
    void checkSaysWhatYesterdaysPurchasesWouldHaveGot() {
        long rule = calls.made("\"percent\":\"2\"");
        List<Accepted> before = reported(List.of(1, 2));
        // Nothing is booked on the next day, because other tests compare balances of today.
        engine.settle();
        engine.clock().advance(Duration.ofDays(1));
        long rules = engine.count("cashback.rule");

        JsonNode within = check(terms("\"percent\":\"10\",\"quantity_below\":3"));
        JsonNode same = check(change(rule, "\"percent\":\"2\""));

        assertThat(within.at("/yesterday/purchases").asInt()).isEqualTo(2);
        assertThat(within.at("/yesterday/changed").asInt()).isEqualTo(2);
        assertThat(amount(within.at("/yesterday/gave"))).isEqualByComparingTo(sum(before));
        assertThat(amount(within.at("/yesterday/would_give"))).isEqualByComparingTo("20000");
        assertThat(same.at("/yesterday/changed").asInt()).isZero();
        assertThat(same.at("/yesterday/gave")).isEqualTo(same.at("/yesterday/would_give"));
        assertThat(engine.count("cashback.rule")).as("nothing is recorded").isEqualTo(rules);
    }

    @Test
    void checkNamesTheRuleThatDecidesWhereTwoOverlap() {
        long rule = calls.made("\"percent\":\"2\",\"amount_below\":" + RuleCalls.amount(500_000));

        JsonNode check = check(
                "{\"partner\":\"" + calls.partner().code() + "\",\"quantity_from\":1,\"percent\":\"3\",\"amount_from\":"
                        + RuleCalls.amount(100_000) + ",\"amount_below\":" + RuleCalls.amount(600_000) + "}");

        JsonNode overlap = check.get("findings")
                .valueStream()
                .filter(one -> one.get("kind").asString().equals("OVERLAP"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check.toString()));
        assertThat(overlap.get("rule").asLong()).isEqualTo(rule);
        assertThat(overlap.get("proposed_wins").asBoolean()).isFalse();
        assertThat(overlap.get("why").asString()).isEqualTo("NARROWER_AMOUNT");
        assertThat(amount(overlap.at("/band/amount_from"))).isEqualByComparingTo("100000");
        assertThat(amount(overlap.at("/band/amount_below"))).isEqualByComparingTo("500000");
        Answer wrong = calls.staff()
                .post(CHECK, Role.OPERATIONS, "{\"partner\":\"NOSUCH\",\"quantity_from\":1,\"percent\":\"1\"}");
        assertThat(wrong.body().at("/errors/0/field").asString()).isEqualTo("partner");
    }

    /** The form checks with each change, so checks must not take what decisions with a key need. */
    @Test
    void oneCheckRunsAtATimeAndKeepsNoKey() throws Exception {
        calls.made("\"percent\":\"2\"");
        String body = terms("\"percent\":\"3\"");
        long keys = engine.count("shared.first_answer");
        try (Connection blocker = DriverManager.getConnection(engine.world().jdbcUrl());
                Statement sql = blocker.createStatement();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            sql.execute("lock table cashback.purchase in access exclusive mode");
            Future<Answer> first = threads.submit(() -> calls.staff().send("POST", CHECK, Role.OPERATIONS, body));
            Eventually.holds(
                    "the first check reads purchases",
                    () -> engine.administration()
                                    .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like '%unnest%scope%cashback.purchase%'")
                                    .query(Long.class)
                                    .single()
                            == 1);

            Answer second = calls.staff().send("POST", CHECK, Role.OPERATIONS, body);
            blocker.rollback();

            assertThat(second.v2()).isEqualTo("429 too-many-requests");
            assertThat(first.get().status()).isEqualTo(200);
        }
        check(body);
        assertThat(engine.count("shared.first_answer")).isEqualTo(keys);
    }

    private JsonNode check(String body) {
        Answer checked = calls.staff().send("POST", CHECK, Role.OPERATIONS, body);
        assertThat(checked.status()).as("%s", checked.body()).isEqualTo(200);
        return checked.body();
    }

    private List<Accepted> reported(List<Integer> customers) {
        List<Accepted> accepted = new ArrayList<>();
        customers.forEach(customer -> accepted.add(calls.report(customer)));
        return accepted;
    }

    private String terms(String fields) {
        return calls.terms(fields).replace(",\"reason\":\"a campaign\"", "");
    }

    private static String change(long rule, String fields) {
        return "{\"rule\":" + rule + "," + fields + ",\"quantity_from\":1,\"amount_from\":" + RuleCalls.amount(50_000)
                + "}";
    }

    private Answer start(String body) {
        return calls.staff().post(PATH, Role.OPERATIONS, body);
    }

    /** Runs a backtest to its end. */
    private JsonNode done(String body) {
        Answer started = start(body);
        assertThat(started.status()).as("%s", started.body()).isEqualTo(202);
        assertThat(started.body().get("state").asString()).isEqualTo("WAITING");
        String path = PATH + "/" + started.body().get("id").asString();
        engine.get(RunBacktests.class).run();
        Eventually.holds(
                "the backtest ends",
                Duration.ofSeconds(30),
                () -> calls.staff().get(path, Role.OPERATIONS).body().has("result"));
        JsonNode ended = calls.staff().get(path, Role.OPERATIONS).body();
        assertThat(ended.get("state").asString()).isEqualTo("DONE");
        assertThat(ended.get("days_done")).isEqualTo(ended.get("days"));
        return ended;
    }

    private String number(String id, Role role) {
        return calls.staff()
                .get(PATH + "/" + id, role)
                .body()
                .at("/result/customers/most_gained/0/msisdn")
                .asString();
    }

    private static BigDecimal amount(JsonNode amount) {
        return new BigDecimal(amount.get("value").asString());
    }

    private static BigDecimal sum(List<Accepted> accepted) {
        return accepted.stream()
                .map(one -> one.decision().cashback())
                .reduce(Money.ZERO, Money::plus)
                .decimal();
    }
}
