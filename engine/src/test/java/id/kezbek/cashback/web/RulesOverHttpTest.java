package id.kezbek.cashback.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules over the API: one person proposes, another approves, and the next purchase uses the rule. */
@EngineTest
class RulesOverHttpTest {

    private static final String PATH = RuleCalls.PATH;
    private final EngineUnderTest engine;
    private final RuleCalls calls;

    RulesOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.calls = new RuleCalls(engine);
    }

    @BeforeEach
    void now() {
        engine.clock().reset();
    }

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void approvedRuleAppliesToNextPurchase() {
        assertThat(calls.report(1).decision().rule().id()).isEqualTo(1);
        Answer proposed = calls.propose(PATH, calls.terms("\"percent\":\"10\""));

        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().get("kind").asString()).isEqualTo("CHANGE_RULE");
        assertThat(proposed.body().get("summary").asString())
                .contains("is created for partner " + calls.partner().code())
                .contains("percent 10");
        assertThat(calls.report(2).decision().rule().id())
                .as("nothing happens yet")
                .isEqualTo(1);
        assertThat(calls.approve(proposed, Role.OPERATIONS).v2())
                .as("by the same person")
                .isEqualTo("403 forbidden");
        assertThat(calls.approve(proposed, Role.FINANCE).v2())
                .as("without the role")
                .isEqualTo("403 forbidden");
        assertThat(calls.report(3).decision().rule().id()).isEqualTo(1);

        assertThat(calls.approve(proposed, Role.ADMIN).status()).isEqualTo(200);

        Accepted next = calls.report(4);
        assertThat(next.decision().rule().id()).isEqualTo(RuleCalls.rule(proposed));
        assertThat(next.decision().cashback()).isEqualTo(Money.rupiah(10_000));
    }

    /** Its dates are moved, so that they are always in the future. */
    @Test
    void acceptsExampleOfDocumentation() {
        String page = GeneratedDocument.read("rules-and-fees.md");
        int from = page.indexOf('{', page.indexOf("POST /api/v2/rules\n\n"));
        String example = page.substring(from, page.indexOf("```", from))
                .replace("LAJADA", calls.partner().code())
                .replace("2027-", "2999-");

        Answer proposed = calls.propose(PATH, example);

        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(proposed.body().at("/arguments/customer_cap_period").asString())
                .isEqualTo("MONTH");
    }

    @Test
    void historyShowsPersonTimeReasonAndChange() {
        long rule = calls.made("\"percent\":\"10\"");
        calls.changed(rule, 1, "\"percent\":\"5.50\",\"cap\":" + RuleCalls.amount(700));

        JsonNode answer = calls.staff().get(PATH + "/" + rule, Role.AUDITOR).body();

        assertThat(answer.get("state").asString()).isEqualTo("IN_FORCE");
        assertThat(answer.get("partner").asString()).isEqualTo(calls.partner().code());
        assertThat(answer.at("/terms/version").asInt()).isEqualTo(2);
        assertThat(answer.at("/terms/percent").asString()).isEqualTo("5.5");
        JsonNode second = answer.at("/versions/1");
        assertThat(second.at("/decision/proposed_by").asString()).isEqualTo("operations@staff.example");
        assertThat(second.at("/decision/approved_by").asString()).isEqualTo("admin@staff.example");
        assertThat(second.at("/decision/reason").asString()).isEqualTo("a campaign");
        assertThat(second.at("/decision/at").asString()).isNotEmpty();
        assertThat(second.get("changes")
                        .valueStream()
                        .map(change -> change.get("field").asString()))
                .contains("percent", "cap");
        assertThat(second.at("/changes/0/before").asString()).isEqualTo("10");
        assertThat(second.at("/changes/0/after").asString()).isEqualTo("5.5");
        assertThat(audited("rule " + rule)).contains("PROPOSED_CHANGE_RULE", "APPROVED_CHANGE_RULE");
    }

    @Test
    void plannedVersionAppliesFromItsStart() {
        long rule = calls.made("\"percent\":\"10\"");
        Instant from = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        calls.changed(rule, 1, "\"percent\":\"20\",\"valid_from\":\"" + from + "\"");

        assertThat(calls.report(1).decision().cashback()).isEqualTo(Money.rupiah(10_000));
        JsonNode answer = calls.staff().get(PATH + "/" + rule, Role.FINANCE).body();
        assertThat(answer.at("/terms/percent").asString()).isEqualTo("10");
        assertThat(answer.at("/planned/0/percent").asString()).isEqualTo("20");

        engine.clock().advance(Duration.ofDays(2));
        assertThat(calls.report(2).decision().cashback()).isEqualTo(Money.rupiah(20_000));
    }

    @Test
    void settingEndKeepsPlannedStart() {
        Instant from = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        long rule = calls.made("\"percent\":\"10\",\"valid_from\":\"" + from + "\"");
        String end = "{\"base_version\":1,\"reason\":\"short\",\"at\":\"%s\"}";

        assertThat(calls.propose(PATH + "/" + rule + "/end", end.formatted(from.minusSeconds(1)))
                        .fields())
                .containsExactly("at");
        Answer ended = calls.twoPeople(PATH + "/" + rule + "/end", end.formatted(from.plus(1, ChronoUnit.DAYS)));

        assertThat(ended.status()).as("%s", ended.body()).isEqualTo(200);
        assertThat(calls.report(1).decision().rule().id()).isEqualTo(1);
        engine.clock().advance(Duration.ofHours(60));
        assertThat(calls.report(2).decision().rule().id()).isEqualTo(rule);
        engine.clock().advance(Duration.ofDays(1));
        assertThat(calls.report(3).decision().rule().id()).isEqualTo(1);
    }

    @Test
    void nextRuleAppliesAfterEnd() {
        long rule = calls.made("\"percent\":\"10\"");
        assertThat(calls.report(1).decision().rule().id()).isEqualTo(rule);

        Answer ended = calls.twoPeople(PATH + "/" + rule + "/end", "{\"base_version\":1,\"reason\":\"over\"}");

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.body().get("summary").asString()).isEqualTo("rule " + rule + " ends at the time of approval");
        assertThat(calls.report(2).decision().rule().id()).isEqualTo(1);
        assertThat(calls.staff()
                        .get(PATH + "/" + rule, Role.ADMIN)
                        .body()
                        .get("state")
                        .asString())
                .isEqualTo("PAST");
        assertThat(calls.staff()
                        .post(PATH + "/" + rule + "/end", Role.OPERATIONS, "{\"base_version\":2,\"reason\":\"again\"}")
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void reportsOverlapsAtProposalAndApproval() {
        long first = calls.made("\"percent\":\"10\"");
        Answer proposed = calls.propose(PATH, calls.terms("\"percent\":\"20\""));

        assertThat(warnings(proposed))
                .anyMatch(warning -> warning.startsWith("rule " + RuleCalls.rule(proposed) + " would never win"));
        assertThat(warnings(proposed))
                .anyMatch(warning -> warning.contains(
                        "rules " + first + " and " + RuleCalls.rule(proposed) + " overlap at quantity 1 and up"));
        Answer approved = calls.approve(proposed, Role.ADMIN);
        assertThat(approved.status()).isEqualTo(200);
        assertThat(warnings(approved)).isEqualTo(warnings(proposed));
    }

    /** Before, a rule of 100 % for all partners without cap or budget was proposed without a warning. */
    @Test
    void warnsOfExpensiveRuleWithLastMonthsCost() {
        calls.made("\"percent\":\"1\",\"budget\":" + RuleCalls.amount(1_000_000));
        calls.report(1);
        calls.report(2);

        Answer proposed = calls.propose(PATH, calls.terms("\"percent\":\"100\""));

        assertThat(warnings(proposed))
                .startsWith(
                        "100 % without a cap: a purchase of Rp1.000.000 earns Rp1.000.000",
                        "the rule has no budget: its total cashback has no limit",
                        "the 2 purchases of the last 30 days that the rule covers earned Rp2.000; under the proposed terms they would have"
                                + " earned Rp200.000");
        Answer modest = calls.propose(
                PATH,
                calls.terms("\"percent\":\"100\",\"quantity_from\":2,\"cap\":" + RuleCalls.amount(500) + ",\"budget\":"
                        + RuleCalls.amount(10_000)));
        assertThat(warnings(modest)).noneMatch(warning -> warning.contains("%") || warning.contains("30 days"));
        assertThat(warnings(
                        calls.propose(PATH, "{\"quantity_from\":1,\"percent\":\"50\",\"reason\":\"for everybody\"}")))
                .as("for all partners")
                .anyMatch(warning -> warning.contains("of the last 30 days that the rule covers earned"));
    }

    @Test
    void showsSpentAndRemainingBudget() {
        long rule = calls.made("\"percent\":\"10\",\"budget\":" + RuleCalls.amount(12_500));
        calls.report(1);
        assertThat(spending(rule)).isEqualTo("12500.00 10000.00 2500.00");
        Accepted last = calls.report(2);
        assertThat(last.decision().cashback()).isEqualTo(Money.rupiah(2_500));
        assertThat(spending(rule)).isEqualTo("12500.00 12500.00 0.00");

        Answer told = calls.staff().get("/api/v2/transactions/" + Ids.text(last.id()), Role.ADMIN);
        assertThat(told.body().at("/trace/trims/0/by").asString()).isEqualTo("BUDGET");
        assertThat(told.body().at("/trace/trims/0/to/value").asString()).isEqualTo("2500.00");
        Accepted none = calls.report(3);
        assertThat(none.decision().cashback()).isEqualTo(Money.ZERO);
        assertThat(none.decision().rule().id())
                .as("a rule whose budget is spent is still the one")
                .isEqualTo(rule);
    }

    @Test
    void tryNamesWinnerAndReasonsOfOthers() {
        long rule = calls.made(
                "\"percent\":\"10\",\"customer_cap\":" + RuleCalls.amount(4_000) + ",\"customer_cap_period\":\"DAY\"");
        long before = engine.count("cashback.purchase");

        JsonNode tried = tried("1", "100000.00").body();

        assertThat(tried.get("granted").booleanValue()).isTrue();
        assertThat(tried.at("/rule/id").asLong()).isEqualTo(rule);
        assertThat(tried.at("/cashback/value").asString()).isEqualTo("4000.00");
        assertThat(tried.at("/trace/uncapped/value").asString()).isEqualTo("10000.00");
        assertThat(tried.at("/trace/trims/0/by").asString()).isEqualTo("CUSTOMER_CAP");
        assertThat(verdict(tried, rule))
                .isEqualTo("WINS: the rule has the highest precedence of all rules that cover the purchase");
        assertThat(verdict(tried, 1)).isEqualTo("BEATEN: rule " + rule + " is specific to this partner");
        assertThat(verdict(tried, 2)).startsWith("AMOUNT_OUTSIDE: the rule is for amount Rp500.000");
        assertThat(verdict(tried, 4)).isEqualTo("QUANTITY_OUTSIDE: the rule is for quantity 3 and up");
        assertThat(engine.count("cashback.purchase")).isEqualTo(before);

        JsonNode none = tried("1", "100.00").body();
        assertThat(none.get("granted").booleanValue()).isFalse();
        assertThat(none.has("rule")).isFalse();
    }

    @Test
    void rulesAreListedByTheirStatePartnerAndPage() {
        long inForce = calls.made("\"percent\":\"10\"");
        Instant from = Instant.now().plus(1, ChronoUnit.DAYS);
        long planned = calls.made("\"percent\":\"10\",\"valid_from\":\"" + from + "\"");
        long past = calls.made("\"percent\":\"10\"");
        calls.twoPeople(PATH + "/" + past + "/end", "{\"base_version\":1,\"reason\":\"over\"}");
        String own = "?partner=" + calls.partner().code();

        assertThat(ids(PATH + own)).containsExactly(inForce, planned, past);
        assertThat(ids(PATH + own + "&state=IN_FORCE")).containsExactly(inForce);
        assertThat(ids(PATH + own + "&state=PLANNED")).containsExactly(planned);
        assertThat(ids(PATH + own + "&state=PAST")).containsExactly(past);
        Answer page = calls.staff().get(PATH + own + "&limit=2", Role.FINANCE);
        String cursor = page.body().get("next_cursor").asString();
        assertThat(ids(PATH + own + "&limit=2&cursor=" + cursor)).containsExactly(past);
        assertThat(ids(PATH + "?limit=6")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(calls.staff().getAsPartner(PATH, calls.partner()).v2()).isEqualTo("403 forbidden");
    }

    private Answer tried(String quantity, String amount) {
        return calls.staff()
                .post(
                        PATH + ":try",
                        Role.AUDITOR,
                        "{\"partner\":\"" + calls.partner().code() + "\",\"quantity\":" + quantity
                                + ",\"amount\":{\"value\":\"" + amount
                                + "\",\"currency\":\"IDR\"},\"wallet\":\"LSAJA\"}");
    }

    private static String verdict(JsonNode tried, long rule) {
        return tried.get("rules")
                .valueStream()
                .filter(judged -> judged.get("id").asLong() == rule)
                .map(judged -> judged.get("verdict").asString() + ": "
                        + judged.get("reason").asString())
                .findFirst()
                .orElseThrow();
    }

    private String spending(long rule) {
        JsonNode budget =
                calls.staff().get(PATH + "/" + rule, Role.FINANCE).body().get("budget");
        return budget.at("/total/value").asString() + " "
                + budget.at("/spent/value").asString() + " "
                + budget.at("/left/value").asString();
    }

    private List<Long> ids(String path) {
        return calls.staff()
                .get(path, Role.FINANCE)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asLong())
                .toList();
    }

    private static List<String> warnings(Answer answer) {
        return answer.body()
                .get("warnings")
                .valueStream()
                .map(warning -> warning.asString())
                .toList();
    }

    private List<String> audited(String subject) {
        return engine.database()
                .sql("select act from approvals.audit where subject = ? order by number")
                .param(subject)
                .query(String.class)
                .list();
    }
}
