package id.kezbek.loyalty.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The tier programme over HTTP: read, proposed, approved by another person, and in force for the next purchase. */
@EngineTest
class TiersOverHttpTest {

    private static final String PATH = "/api/v2/tiers";
    private static int customers;

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final StaffCalls staff;
    private List<Tier> before = List.of();

    TiersOverHttpTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
        this.staff = new StaffCalls(engine);
    }

    @BeforeEach
    void remember() {
        engine.get(DataVersions.class).refresh();
        before = engine.get(Tiers.class).ladder().tiers();
    }

    @AfterEach
    void putBack() {
        staff.get("/api/v2/approvals?state=PROPOSED", Role.ADMIN)
                .body()
                .get("items")
                .valueStream()
                .filter(open -> open.get("kind").asString().equals("CHANGE_TIERS"))
                .forEach(open -> staff.post(
                        "/api/v2/approvals/" + open.get("id").asString() + "/reject",
                        Role.ADMIN,
                        "{\"reason\":\"the test is over\"}"));
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(Tiers.class).replace(before));
        engine.get(DataVersions.class).refresh();
        staff.close();
    }

    @Test
    void checkSaysWhatAProgrammeChangesAndRecordsNothing() {
        String shorter = """
                {"tiers": [{"code": "BRONZE", "grade": 1, "last_count": 5, "lasts_days": 30, "rewards": []}%s]}""";
        long proposals = engine.count("approvals.approval");

        Answer gap = staff.send("POST", PATH + ":check", Role.OPERATIONS, shorter.formatted(""));
        Answer checked = staff.send(
                "POST",
                PATH + ":check",
                Role.OPERATIONS,
                shorter.formatted(before.stream()
                        .skip(1)
                        .map(tier ->
                                ", {\"code\": \"%s\", \"grade\": %d, \"last_count\": %d, \"lasts_days\": %d, \"rewards\": []}"
                                        .formatted(tier.code(), tier.grade(), tier.lastCount(), tier.lastsDays()))
                        .collect(Collectors.joining())));

        assertThat(gap.v2()).isEqualTo("400 bad-payload");
        assertThat(checked.status()).as("%s", checked.body()).isEqualTo(200);
        assertThat(checked.body()
                        .get("findings")
                        .valueStream()
                        .map(one -> one.get("tier").asString() + " "
                                + one.get("kind").asString()))
                .contains("BRONZE NO_REWARD", "BRONZE LASTS", "SILVER NO_REWARD")
                .doesNotContain("SILVER LASTS");
        assertThat(engine.count("approvals.approval")).isEqualTo(proposals);
    }

    @Test
    void everybodyReadsTheLadder() {
        Partner partner = engine.get(PartnerDirectory.class)
                .find(partners.prepaid(Money.ZERO))
                .orElseThrow();

        for (Answer answer : List.of(staff.get(PATH, Role.AUDITOR), staff.getAsPartner(PATH, partner))) {
            assertThat(answer.status()).isEqualTo(200);
            JsonNode tiers = answer.body().get("tiers");
            assertThat(tiers.valueStream()
                            .map(tier -> tier.get("code").asString() + " "
                                    + tier.get("next").asString() + " "
                                    + tier.get("lower").asString()))
                    .containsExactly(
                            "BRONZE SILVER BRONZE",
                            "SILVER GOLD BRONZE",
                            "GOLD PLATINUM SILVER",
                            "PLATINUM PLATINUM GOLD");
            assertThat(tiers.at("/0/rewards/1/count").asInt()).isEqualTo(5);
            assertThat(tiers.at("/0/rewards/1/amount/value").asString()).isEqualTo("2500.00");
        }
    }

    @Test
    void twoPeopleChangeItAndTheVeryNextPurchaseCountsByIt() {
        PartnerId partner = partners.prepaid(Money.rupiah(1_000_000));
        Msisdn beyond = customer();
        buy(partner, beyond, 4);
        Answer proposed = staff.post(PATH, Role.OPERATIONS, ladder("3", "7777.00", ""));
        assertThat(proposed.status()).isEqualTo(202);
        assertThat(proposed.body().get("warnings").valueStream().map(JsonNode::asString))
                .anyMatch(warning -> warning.startsWith("BRONZE ends at 3 instead of 5"));
        String approve = "/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve";
        assertThat(staff.post(approve, Role.OPERATIONS, "").v2()).isEqualTo("403 forbidden");
        assertThat(staff.post(PATH, Role.ADMIN, ladder("4", "1.00", "")).v2()).isEqualTo("409 state-conflict");

        assertThat(staff.post(approve, Role.ADMIN, "").body().get("state").asString())
                .isEqualTo("APPROVED");

        Accepted next = buy(partner, beyond, 1);
        assertThat(next.after().tier())
                .as("whoever is beyond the new last count")
                .isEqualTo("SILVER");
        assertThat(next.reward()).as("is not paid what lay between").isEqualTo(Money.ZERO);
        Accepted third = buy(partner, customer(), 3);
        assertThat(third.after().tier()).isEqualTo("SILVER");
        assertThat(third.reward()).isEqualTo(Money.rupiah(7_777));
        JsonNode newest = staff.get(PATH + "/versions?limit=1", Role.AUDITOR).body();
        assertThat(newest.at("/items/0/version").asInt())
                .isEqualTo(staff.get(PATH, Role.AUDITOR).body().get("version").asInt());
        assertThat(newest.at("/items/0/proposed_by").asString()).isEqualTo("operations@staff.example");
        assertThat(newest.at("/items/0/approved_by").asString()).isEqualTo("admin@staff.example");
        assertThat(newest.at("/items/0/reason").asString()).isEqualTo("a test");
        assertThat(newest.at("/items/0/tiers/0/last_count").asInt()).isEqualTo(3);
        assertThat(newest.get("next_cursor").isString()).isTrue();
    }

    @Test
    void checkCountsTheNextPurchaseOfEachCustomer() {
        String proposed = ladder("3", "7777.00", "").replace(",\"reason\":\"a test\"", "");
        JsonNode without = nextPurchase(proposed);
        buy(partners.prepaid(Money.rupiah(1_000_000)), customer(), 2);

        JsonNode with = nextPurchase(proposed);

        assertThat(more(with, without, "/customers")).isOne();
        assertThat(more(with, without, "/tiers/0/now")).as("BRONZE").isOne();
        assertThat(more(with, without, "/tiers/0/after")).isOne();
        assertThat(more(with, without, "/tiers/0/would_be")).isZero();
        assertThat(more(with, without, "/tiers/1/now")).as("SILVER").isZero();
        assertThat(more(with, without, "/tiers/1/after")).isZero();
        assertThat(more(with, without, "/tiers/1/would_be")).isOne();
        assertThat(Money.rupiah(more(with, without, "/rewards/value")))
                .isEqualTo(before.getFirst().rewardAt(3));
        assertThat(more(with, without, "/would_reward/value")).isEqualTo(7_777);
        assertThat(with.get("whole").booleanValue()).isTrue();
    }

    @Test
    void checkReadsASampleOfManyCustomers() {
        String proposed = ladder("3", "7777.00", "").replace(",\"reason\":\"a test\"", "");
        long partner = partners.prepaid(Money.rupiah(1_000_000)).value();
        JdbcClient database = engine.administration();
        database.sql(
                        "insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on)"
                                + " select ?, '6287' || n, 'SILVER', 2, 1, '2999-01-01' from generate_series(10000000, 10039999) as n")
                .param(partner)
                .update();
        try {
            database.sql("analyze loyalty.member").update();

            JsonNode next = nextPurchase(proposed);

            assertThat(next.get("whole").booleanValue()).isFalse();
            assertThat(next.get("customers").asInt()).isBetween(15_000, 20_000);
            assertThat(nextPurchase(proposed)).as("the same customers").isEqualTo(next);
        } finally {
            database.sql("delete from loyalty.member where partner = ?")
                    .param(partner)
                    .update();
            database.sql("vacuum analyze loyalty.member").update();
        }
    }

    @Test
    void tiersHaveNamesForPeopleInProposalVersionsAndPreview() {
        String named = ladder("5", "2500.00", ",\"name\":\"Perunggu\",\"description\":\"For all; also new\"");

        Answer checked =
                staff.send("POST", PATH + ":check", Role.OPERATIONS, named.replace(",\"reason\":\"a test\"", ""));
        JsonNode finding = checked.body()
                .get("findings")
                .valueStream()
                .filter(one -> one.get("kind").asString().equals("NAME"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.get("name_becomes").asString()).isEqualTo("Perunggu");
        assertThat(finding.has("name_was")).isFalse();

        Answer proposed = staff.post(PATH, Role.OPERATIONS, named);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(proposed.body().get("summary").asString()).contains("BRONZE (Perunggu) to 5");
        String approval = "/api/v2/approvals/" + proposed.body().get("id").asString();
        JsonNode shown = staff.get(approval, Role.ADMIN).body();
        assertThat(shown.at("/arguments/tiers/0/name").asString()).isEqualTo("Perunggu");
        assertThat(shown.at("/before/tiers/0/code").asString()).isEqualTo("BRONZE");
        assertThat(shown.at("/before/tiers/0/name").isString()).isFalse();
        staff.post(approval + "/approve", Role.ADMIN, "");

        JsonNode tiers = staff.get(PATH, Role.AUDITOR).body().get("tiers");
        assertThat(tiers.at("/0/name").asString()).isEqualTo("Perunggu");
        assertThat(tiers.at("/0/description").asString()).isEqualTo("For all; also new");
        assertThat(tiers.get(1).has("name")).isFalse();
        JsonNode versions = staff.get(PATH + "/versions?limit=2", Role.AUDITOR).body();
        assertThat(versions.at("/items/0/tiers/0/name").asString()).isEqualTo("Perunggu");
        assertThat(versions.at("/items/1/tiers/0").has("name")).isFalse();
        engine.get(DataVersions.class).refresh();
        assertThat(engine.get(Tiers.class).inForce().getFirst().name()).isEqualTo("Perunggu");
        assertThat(staff.post(PATH, Role.OPERATIONS, named).v2()).isEqualTo("409 state-conflict");
    }

    /** Before, every payout with a reward of 1000.50 waited without end. */
    @Test
    void refusesFractionOfRupiah() {
        Answer refused = staff.post(PATH, Role.OPERATIONS, ladder("4", "1000.50", ""));

        assertThat(refused.v2()).isEqualTo("400 bad-payload");
        assertThat(refused.body().at("/errors/0/field").asString()).endsWith("rewards[0].amount.value");
        assertThat(refused.body().at("/errors/0/reason").asString()).startsWith("must be whole rupiah");
    }

    @Test
    void refusesApprovalAfterOtherChange() {
        Answer proposed = staff.post(PATH, Role.OPERATIONS, ladder("4", "1000.00", ""));
        engine.get(TransactionTemplate.class)
                .executeWithoutResult(status -> engine.get(Tiers.class).replace(before));

        Answer approved =
                staff.post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", Role.ADMIN, "");

        assertThat(approved.v2()).isEqualTo("409 state-conflict");
        assertThat(approved.body().get("detail").asString()).contains("is now in force");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void namesInvalidFields(String what, String body, List<String> fields) {
        long approvals = engine.count("approvals.approval");
        Answer answer = staff.post(PATH, Role.OPERATIONS, body);

        assertThat(answer.v2()).as(what).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactlyElementsOf(fields);
        assertThat(engine.count("approvals.approval")).isEqualTo(approvals);
    }

    static Stream<Arguments> namesInvalidFields() {
        return Stream.of(
                Arguments.of("nothing", "{}", List.of("tiers", "reason")),
                Arguments.of("no list", "{\"tiers\":{},\"reason\":\"r\"}", List.of("tiers")),
                Arguments.of("an empty list", "{\"tiers\":[],\"reason\":\"r\"}", List.of("tiers")),
                Arguments.of("no object", "{\"tiers\":[1],\"reason\":\"r\"}", List.of("tiers[0]")),
                Arguments.of(
                        "empty tier",
                        "{\"tiers\":[{}],\"reason\":\"r\"}",
                        List.of(
                                "tiers[0].code",
                                "tiers[0].grade",
                                "tiers[0].last_count",
                                "tiers[0].lasts_days",
                                "tiers[0].rewards")),
                Arguments.of("a last count of one", ladder("1", "1.00", ""), List.of("tiers[0].last_count")),
                Arguments.of(
                        "an amount of nothing", ladder("3", "0.00", ""), List.of("tiers[0].rewards[0].amount.value")),
                Arguments.of("an empty name", ladder("3", "1.00", ",\"name\":\"\""), List.of("tiers[0].name")),
                Arguments.of(
                        "a name with a semicolon", ladder("3", "1.00", ",\"name\":\"a;b\""), List.of("tiers[0].name")),
                Arguments.of(
                        "a long description",
                        ladder("3", "1.00", ",\"description\":\"" + "d".repeat(501) + "\""),
                        List.of("tiers[0].description")),
                Arguments.of("an unknown field", ladder("3", "1.00", ",\"colour\":1"), List.of("tiers[0].colour")),
                Arguments.of(
                        "a tier less",
                        "{\"tiers\":[" + tier("BRONZE", 1, "3", "1.00", "") + "],\"reason\":\"r\"}",
                        List.of("tiers", "tiers", "tiers")));
    }

    @Test
    void refusesProposalByOtherRoles() {
        for (Role role : List.of(Role.FINANCE, Role.AUDITOR)) {
            assertThat(staff.post(PATH, role, ladder("3", "1.00", "")).v2()).isEqualTo("403 forbidden");
        }
    }

    private JsonNode nextPurchase(String proposed) {
        Answer checked = staff.send("POST", PATH + ":check", Role.OPERATIONS, proposed);
        assertThat(checked.status()).as("%s", checked.body()).isEqualTo(200);
        return checked.body().get("next_purchase");
    }

    private static long more(JsonNode with, JsonNode without, String field) {
        return new BigDecimal(with.at(field).asString())
                .subtract(new BigDecimal(without.at(field).asString()))
                .longValueExact();
    }

    private Accepted buy(PartnerId partner, Msisdn customer, int times) {
        Accepted last = null;
        for (int i = 0; i < times; i++) {
            last = (Accepted) engine.get(Purchases.class)
                    .accept(List.of(new Purchase(
                            partner, "T" + ++customers, customer, null, "LSAJA", 1, Money.rupiah(100_000))))
                    .getFirst();
        }
        return java.util.Objects.requireNonNull(last);
    }

    private static Msisdn customer() {
        return new Msisdn("62873" + (1_000_000 + ++customers));
    }

    /** The published tiers, with another last count and one reward at it in the lowest tier. */
    private static String ladder(String lastCount, String reward, String more) {
        return "{\"tiers\":[" + tier("BRONZE", 1, lastCount, reward, more) + "," + tier("SILVER", 2, "7", "7500.00", "")
                + "," + tier("GOLD", 3, "10", "15000.00", "") + "," + tier("PLATINUM", 4, "10", "25000.00", "")
                + "],\"reason\":\"a test\"}";
    }

    private static String tier(String code, int grade, String lastCount, String reward, String more) {
        return """
                {"code":"%s","grade":%d,"last_count":%s,"lasts_days":90,
                 "rewards":[{"count":%s,"amount":{"value":"%s","currency":"IDR"}}]%s}""".formatted(code, grade, lastCount, lastCount.equals("1") ? "2" : lastCount, reward, more);
    }
}
