package id.kezbek.cashback.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Acceptance.Accepted;
import id.kezbek.cashback.Purchase;
import id.kezbek.cashback.Purchases;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Rules over the API: proposed by one, approved by another, in force on the very next purchase. */
@EngineTest
class RulesOverHttpTest {

    private static final String PATH = "/api/v2/rules";
    private static final AtomicInteger REFERENCE = new AtomicInteger();

    private final EngineUnderTest engine;
    private final Purchases purchases;
    private final StaffCalls staff;
    private final Partner partner;

    RulesOverHttpTest(
            EngineUnderTest engine, Purchases purchases, TestPartners partners, PartnerDirectory directory) {
        this.engine = engine;
        this.purchases = purchases;
        this.staff = new StaffCalls(engine);
        this.partner =
                directory.find(partners.prepaid(Money.rupiah(1_000_000_000))).orElseThrow();
    }

    @BeforeEach
    void now() {
        engine.clock().reset();
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        staff.close();
    }

    @Test
    void aRuleIsProposedByOneApprovedByAnotherAndRulesTheVeryNextPurchase() {
        assertThat(report(1).decision().rule().id()).isEqualTo(1);
        Answer proposed = staff.post(PATH, Role.OPERATIONS, terms("\"percent\":\"10\""));

        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().get("kind").asString()).isEqualTo("CHANGE_RULE");
        assertThat(proposed.body().get("summary").asString())
                .contains("is made for partner " + partner.code())
                .contains("percent 10");
        assertThat(report(2).decision().rule().id()).as("nothing happens yet").isEqualTo(1);
        assertThat(approve(proposed, Role.OPERATIONS).v2())
                .as("by the same person")
                .isEqualTo("403 forbidden");
        assertThat(approve(proposed, Role.FINANCE).v2()).as("without the role").isEqualTo("403 forbidden");
        assertThat(report(3).decision().rule().id()).isEqualTo(1);

        assertThat(approve(proposed, Role.ADMIN).status()).isEqualTo(200);

        Accepted next = report(4);
        assertThat(next.decision().rule().id()).isEqualTo(id(proposed));
        assertThat(next.decision().cashback()).isEqualTo(Money.rupiah(10_000));
    }

    @Test
    void theHistorySaysWhoWhenWhyAndWhatChanged() {
        long rule = made("\"percent\":\"10\"");
        changed(rule, 1, "\"percent\":\"5.50\",\"cap\":" + amount(700));

        JsonNode answer = staff.get(PATH + "/" + rule, Role.AUDITOR).body();

        assertThat(answer.get("state").asString()).isEqualTo("IN_FORCE");
        assertThat(answer.get("partner").asString()).isEqualTo(partner.code());
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
        assertThat(audited("rule " + rule))
                .contains("PROPOSED_CHANGE_RULE", "APPROVED_CHANGE_RULE");
    }

    @Test
    void aVersionThatIsPlannedLeavesTheOneInForceUntilItsTime() {
        long rule = made("\"percent\":\"10\"");
        Instant from = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        changed(rule, 1, "\"percent\":\"20\",\"valid_from\":\"" + from + "\"");

        assertThat(report(1).decision().cashback()).isEqualTo(Money.rupiah(10_000));
        JsonNode answer = staff.get(PATH + "/" + rule, Role.FINANCE).body();
        assertThat(answer.at("/terms/percent").asString()).isEqualTo("10");
        assertThat(answer.at("/planned/0/percent").asString()).isEqualTo("20");

        engine.clock().advance(Duration.ofDays(2));
        assertThat(report(2).decision().cashback()).isEqualTo(Money.rupiah(20_000));
    }

    @Test
    void aRuleThatEndsGivesWayToTheNext() {
        long rule = made("\"percent\":\"10\"");
        assertThat(report(1).decision().rule().id()).isEqualTo(rule);

        Answer ended = twoPeople(PATH + "/" + rule + "/end", "{\"base_version\":1,\"reason\":\"over\"}");

        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.body().get("summary").asString()).isEqualTo("rule " + rule + " ends with the approval");
        assertThat(report(2).decision().rule().id()).isEqualTo(1);
        assertThat(staff.get(PATH + "/" + rule, Role.ADMIN).body().get("state").asString())
                .isEqualTo("PAST");
        assertThat(staff.post(
                                PATH + "/" + rule + "/end",
                                Role.OPERATIONS,
                                "{\"base_version\":2,\"reason\":\"again\"}")
                        .v2())
                .isEqualTo("409 state-conflict");
    }

    @Test
    void aProposalWhoseBaseHasMovedOnIsRefusedWithTheReasonAndChangesNothing() {
        long rule = made("\"percent\":\"10\"");
        Answer first = staff.post(
                PATH + "/" + rule + "/versions", Role.OPERATIONS, version(1, "\"percent\":\"20\""));
        engine.database()
                .sql("update approvals.approval set subject = 'set aside' where id = ?::uuid")
                .param(uuid(first))
                .update();
        changed(rule, 1, "\"percent\":\"30\"");

        Answer late = approve(first, Role.ADMIN);

        assertThat(late.v2()).isEqualTo("409 state-conflict");
        assertThat(late.body().get("detail").asString())
                .isEqualTo("rule " + rule
                        + " is at version 2 and not at 1; look at it and propose the change anew");
        assertThat(report(1).decision().cashback()).isEqualTo(Money.rupiah(30_000));
        assertThat(staff.post(
                                PATH + "/" + rule + "/versions",
                                Role.OPERATIONS,
                                version(1, "\"percent\":\"40\""))
                        .v2())
                .as("a base that is behind is told at the proposal already")
                .isEqualTo("409 state-conflict");
    }

    @Test
    void aBeginningThatPassedBeforeTheApprovalIsRefused() {
        Instant from = Instant.now().plus(1, ChronoUnit.HOURS);
        Answer proposed = staff.post(
                PATH, Role.OPERATIONS, terms("\"percent\":\"10\",\"valid_from\":\"" + from + "\""));
        engine.clock().advance(Duration.ofHours(2));

        assertThat(approve(proposed, Role.ADMIN).v2()).isEqualTo("409 state-conflict");
        assertThat(staff.get(PATH + "/" + id(proposed), Role.ADMIN).v2()).isEqualTo("404 not-found");
    }

    @Test
    void overlapsAreToldAtTheProposalAndAtTheApproval() {
        long first = made("\"percent\":\"10\"");
        Answer proposed = staff.post(PATH, Role.OPERATIONS, terms("\"percent\":\"20\""));

        assertThat(warnings(proposed)).anyMatch(warning -> warning.startsWith("rule " + id(proposed) + " would never win"));
        assertThat(warnings(proposed))
                .anyMatch(warning -> warning.contains(
                        "rules " + first + " and " + id(proposed) + " overlap at quantity 1 and up"));
        Answer approved = approve(proposed, Role.ADMIN);
        assertThat(approved.status()).isEqualTo(200);
        assertThat(warnings(approved)).isEqualTo(warnings(proposed));
    }

    @Test
    void aBudgetShowsWhatIsSpentAndLeft() {
        long rule = made("\"percent\":\"10\",\"budget\":" + amount(12_500));
        report(1);
        assertThat(spending(rule)).isEqualTo("12500.00 10000.00 2500.00");
        Accepted last = report(2);
        assertThat(last.decision().cashback()).isEqualTo(Money.rupiah(2_500));
        assertThat(spending(rule)).isEqualTo("12500.00 12500.00 0.00");

        Answer told = staff.get("/api/v2/transactions/" + Ids.text(last.id()), Role.ADMIN);
        assertThat(told.body().at("/trace/trims/0/by").asString()).isEqualTo("BUDGET");
        assertThat(told.body().at("/trace/trims/0/to/value").asString()).isEqualTo("2500.00");
        Accepted none = report(3);
        assertThat(none.decision().cashback()).isEqualTo(Money.ZERO);
        assertThat(none.decision().rule().id())
                .as("a rule whose budget is spent is still the one")
                .isEqualTo(rule);
    }

    @Test
    void aTryTellsWhoWouldWinAndWhyTheOthersWouldNot() {
        long rule = made("\"percent\":\"10\",\"customer_cap\":" + amount(4_000) + ",\"customer_cap_period\":\"DAY\"");
        long before = engine.count("cashback.purchase");

        JsonNode tried = tried("1", "100000.00").body();

        assertThat(tried.get("granted").booleanValue()).isTrue();
        assertThat(tried.at("/rule/id").asLong()).isEqualTo(rule);
        assertThat(tried.at("/cashback/value").asString()).isEqualTo("4000.00");
        assertThat(tried.at("/trace/uncapped/value").asString()).isEqualTo("10000.00");
        assertThat(tried.at("/trace/trims/0/by").asString()).isEqualTo("CUSTOMER_CAP");
        assertThat(verdict(tried, rule)).isEqualTo("WINS: it goes first of those that are for this purchase");
        assertThat(verdict(tried, 1)).isEqualTo("BEATEN: rule " + rule + " is made for this partner");
        assertThat(verdict(tried, 2)).startsWith("AMOUNT_OUTSIDE: it is for amount IDR 500000.00");
        assertThat(verdict(tried, 4)).isEqualTo("QUANTITY_OUTSIDE: it is for quantity 3 and up");
        assertThat(engine.count("cashback.purchase")).isEqualTo(before);

        JsonNode none = tried("1", "100.00").body();
        assertThat(none.get("granted").booleanValue()).isFalse();
        assertThat(none.has("rule")).isFalse();
    }

    @Test
    void rulesAreListedByTheirStatePartnerAndPage() {
        long inForce = made("\"percent\":\"10\"");
        Instant from = Instant.now().plus(1, ChronoUnit.DAYS);
        long planned = made("\"percent\":\"10\",\"valid_from\":\"" + from + "\"");
        long past = made("\"percent\":\"10\"");
        twoPeople(PATH + "/" + past + "/end", "{\"base_version\":1,\"reason\":\"over\"}");
        String own = "?partner=" + partner.code();

        assertThat(ids(PATH + own)).containsExactly(inForce, planned, past);
        assertThat(ids(PATH + own + "&state=IN_FORCE")).containsExactly(inForce);
        assertThat(ids(PATH + own + "&state=PLANNED")).containsExactly(planned);
        assertThat(ids(PATH + own + "&state=PAST")).containsExactly(past);
        Answer page = staff.get(PATH + own + "&limit=2", Role.FINANCE);
        String cursor = page.body().get("next_cursor").asString();
        assertThat(ids(PATH + own + "&limit=2&cursor=" + cursor)).containsExactly(past);
        assertThat(ids(PATH + "?limit=6")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(staff.getAsPartner(PATH, partner).v2()).isEqualTo("403 forbidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"percent\":\"10\",\"quantity_from\":0|quantity_from",
                "\"percent\":\"10\",\"quantity_below\":1|quantity_below",
                "\"percent\":\"10\",\"quantity_below\":\"5\"|quantity_below",
                "\"percent\":\"101\"|percent",
                "\"percent\":\"-1\"|percent",
                "\"percent\":\"1.00001\"|percent",
                "\"percent\":1.5|percent",
                "\"percent\":\"10\",\"amount_below\":{\"value\":\"1.00\",\"currency\":\"IDR\"}|amount_below",
                "\"percent\":\"10\",\"amount_below\":{\"value\":\"-1.00\",\"currency\":\"IDR\"}|amount_below.value",
                "\"percent\":\"10\",\"cap\":{\"value\":\"1.50\",\"currency\":\"IDR\"}|cap.value",
                "\"percent\":\"10\",\"budget\":{\"value\":\"1.50\",\"currency\":\"IDR\"}|budget.value",
                "\"percent\":\"10\",\"customer_cap\":{\"value\":\"1.00\",\"currency\":\"IDR\"}|customer_cap_period",
                "\"percent\":\"10\",\"customer_cap_period\":\"DAY\"|customer_cap",
                "\"percent\":\"10\",\"customer_cap\":{\"value\":\"1.00\",\"currency\":\"IDR\"},\"customer_cap_period\":\"YEAR\"|customer_cap_period",
                "\"percent\":\"10\",\"valid_from\":\"yesterday\"|valid_from",
                "\"percent\":\"10\",\"valid_from\":\"2020-01-01T00:00:00Z\"|valid_from",
                "\"percent\":\"10\",\"valid_until\":\"2020-01-01T00:00:00Z\"|valid_until",
                "\"percent\":\"10\",\"valid_from\":\"2990-01-02T00:00:00Z\",\"valid_until\":\"2990-01-01T00:00:00Z\"|valid_until",
                "\"percent\":\"10\",\"wallet\":\"NOPE\"|wallet",
                "\"percent\":\"10\",\"priority\":1|priority"
            })
    void whatIsWrongIsNamedAndNothingIsProposed(String fields, String field) {
        long before = engine.count("approvals.approval");

        Answer answer = staff.post(PATH, Role.OPERATIONS, terms(fields));

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(engine.count("approvals.approval")).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(staff.post(PATH, Role.OPERATIONS, "{\"partner\":\"NOBODY\",\"quantity_from\":1,\"percent\":\"1\",\"reason\":\"x\"}")
                        .fields())
                .containsExactly("partner");
        for (String id : List.of("999999999", "0", "-1", "x", "1e3", "99999999999999999999")) {
            assertThat(staff.get(PATH + "/" + id, Role.ADMIN).v2()).as(id).isEqualTo("404 not-found");
            assertThat(staff.post(PATH + "/" + id + "/end", Role.ADMIN, "{\"base_version\":1,\"reason\":\"x\"}")
                            .v2())
                    .as(id)
                    .isEqualTo("404 not-found");
        }
        assertThat(staff.get(PATH + "?state=OLD", Role.ADMIN).fields()).containsExactly("state");
        assertThat(staff.get(PATH + "?partner=NOBODY", Role.ADMIN).fields()).containsExactly("partner");
        assertThat(staff.post(PATH + ":try", Role.ADMIN, "{}").fields())
                .containsExactlyInAnyOrder("partner", "quantity", "amount", "wallet");
        assertThat(staff.post(PATH, Role.FINANCE, terms("\"percent\":\"10\"")).v2())
                .isEqualTo("403 forbidden");
    }

    private Accepted report(int customer) {
        Purchase purchase = new Purchase(
                partner.id(),
                "R" + REFERENCE.incrementAndGet(),
                new Msisdn("62873%05d%03d".formatted(partner.id().value(), customer)),
                null,
                "LSAJA",
                1,
                Money.rupiah(100_000));
        return (Accepted) purchases.accept(List.of(purchase)).getFirst();
    }

    private long made(String fields) {
        Answer proposed = staff.post(PATH, Role.OPERATIONS, terms(fields));
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(approve(proposed, Role.ADMIN).status()).isEqualTo(200);
        return id(proposed);
    }

    private void changed(long rule, int base, String fields) {
        assertThat(twoPeople(PATH + "/" + rule + "/versions", version(base, fields))
                        .status())
                .isEqualTo(200);
    }

    private Answer twoPeople(String path, String body) {
        Answer proposed = staff.post(path, Role.OPERATIONS, body);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        return approve(proposed, Role.ADMIN);
    }

    private Answer approve(Answer proposed, Role role) {
        return staff.post(
                "/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", role, "");
    }

    private String terms(String fields) {
        String body = "{\"partner\":\"" + partner.code() + "\"," + fields;
        body += fields.contains("quantity_from") ? "" : ",\"quantity_from\":1";
        return body + ",\"amount_from\":" + amount(50_000) + ",\"reason\":\"a campaign\"}";
    }

    private static String version(int base, String fields) {
        return "{\"base_version\":" + base + "," + fields + ",\"quantity_from\":1,\"amount_from\":" + amount(50_000)
                + ",\"reason\":\"a campaign\"}";
    }

    private static String amount(long rupiah) {
        return "{\"value\":\"" + rupiah + ".00\",\"currency\":\"IDR\"}";
    }

    private Answer tried(String quantity, String amount) {
        return staff.post(
                PATH + ":try",
                Role.AUDITOR,
                "{\"partner\":\"" + partner.code() + "\",\"quantity\":" + quantity
                        + ",\"amount\":{\"value\":\"" + amount + "\",\"currency\":\"IDR\"},\"wallet\":\"LSAJA\"}");
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
        JsonNode budget = staff.get(PATH + "/" + rule, Role.FINANCE).body().get("budget");
        return budget.at("/total/value").asString() + " " + budget.at("/spent/value").asString() + " "
                + budget.at("/left/value").asString();
    }

    private List<Long> ids(String path) {
        return staff.get(path, Role.FINANCE)
                .body()
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asLong())
                .toList();
    }

    private static long id(Answer proposed) {
        return proposed.body().at("/arguments/rule").asLong();
    }

    private static UUID uuid(Answer proposed) {
        return Ids.parse(proposed.body().get("id").asString());
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
