package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** v2 as a partner's developer uses it, exact to the field, with the real processing from end to end. */
@EngineTest
class V2JourneyTest {

    private static final Money BALANCE = Money.rupiah(1_000_000);
    private static final String CUSTOMER = "/api/v2/customers/628118770510";

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final HttpClient client = HttpClient.newHttpClient();

    V2JourneyTest(EngineUnderTest engine, TestPartners partners) {
        this.engine = engine;
        this.partners = partners;
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void answersPurchaseWithWholeDecision() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.goodV2();
        Instant before = engine.clock().instant();

        Answer answer = partner.transact(purchase.json());

        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = answer.body();
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("location"))
                .isEqualTo("/api/v2/transactions/" + body.get("id").asString());
        assertThat(answer.header("preference-applied")).isEmpty();
        assertThat(body.propertyNames())
                .containsExactly(
                        "id",
                        "partner",
                        "reference",
                        "accepted_at",
                        "msisdn",
                        "email",
                        "wallet",
                        "quantity",
                        "amount",
                        "rule",
                        "cashback",
                        "reward",
                        "tier",
                        "recurring",
                        "payout",
                        "trace");
        assertThat(Ids.find(body.get("id").asString())).isPresent();
        assertThat(body.get("partner").asString()).isEqualTo(partner.code());
        assertThat(body.get("reference").asString()).isEqualTo(purchase.text("reference"));
        assertThat(body.get("accepted_at").asString()).endsWith("Z");
        assertThat(Instant.parse(body.get("accepted_at").asString()))
                .isBetween(before.minusSeconds(1), engine.clock().instant());
        assertThat(body.get("msisdn").asString()).isEqualTo("628118770510");
        assertThat(body.get("email").asString()).isEqualTo("customer@example.com");
        assertThat(body.get("wallet").asString()).isEqualTo("LSAJA");
        assertThat(body.get("quantity").asInt()).isEqualTo(2);
        assertAmount(body.get("amount"), "750000.00");
        assertThat(body.get("rule").propertyNames()).containsExactly("id", "version");
        assertThat(body.at("/rule/version").asInt()).isEqualTo(1);
        assertAmount(body.get("cashback"), "11250.00");
        assertAmount(body.get("reward"), "0.00");
        assertThat(body.get("tier").toString()).isEqualTo("{\"after\":\"BRONZE\"}");
        assertThat(body.get("recurring").asInt()).isEqualTo(1);
        assertThat(body.get("payout").propertyNames()).containsExactly("id", "state", "amount");
        assertThat(body.at("/payout/state").asString()).isEqualTo("PENDING");
        assertAmount(body.at("/payout/amount"), "11250.00");
        assertThat(body.get("trace").propertyNames()).containsExactly("percent", "uncapped", "cap", "rounding");
        assertThat(body.at("/trace/percent").toString()).isEqualTo("\"1.5\"");
        assertAmount(body.at("/trace/uncapped"), "11250.00");
        assertAmount(body.at("/trace/cap"), "1000000.00");
        assertThat(body.at("/trace/rounding").asString()).isEqualTo("DOWN_TO_WHOLE_RUPIAH");
    }

    @Test
    void explainsCapAndOmitsMissingAddress() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(10_000_000));

        JsonNode body = partner.transact(PurchaseBody.goodV2()
                        .without("email")
                        .worth("100000000")
                        .json())
                .body();

        assertThat(body.has("email")).isFalse();
        assertAmount(body.at("/trace/uncapped"), "2000000.00");
        assertAmount(body.get("cashback"), "1000000.00");
    }

    @Test
    void repeatGetsFirstDecisionAfterLaterPurchases() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody first = PurchaseBody.goodV2();
        JsonNode decided = partner.transact(first.json()).body();
        for (int i = 0; i < 5; i++) {
            assertThat(partner.transact(PurchaseBody.goodV2().json()).status()).isEqualTo(201);
        }
        engine.awaitPaid(partner.id());

        Answer again = partner.transact(first.worth("750000").json());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        assertThat(again.header("location")).isEmpty();
        assertThat(again.body().at("/payout/state").asString())
                .as("the payout's state is today's")
                .isEqualTo("PAID");
        assertThat(again.http().body().replace("\"PAID\"", "\"PENDING\""))
                .as("all else is as it was decided")
                .isEqualTo(decided.toString());
        assertThat(partner.get(CUSTOMER).body().get("tier").asString()).isEqualTo("SILVER");
    }

    @Test
    void findsTransactionByIdAndReference() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.goodV2().with("reference", "\"faktur № 1/ž?&=\"");
        JsonNode decided = partner.transact(purchase.json()).body();
        engine.awaitPaid(partner.id());

        Answer byId = partner.get("/api/v2/transactions/" + decided.get("id").asString());
        assertThat(byId.status()).isEqualTo(200);
        assertThat(byId.http().body().replace("\"PAID\"", "\"PENDING\"")).isEqualTo(decided.toString());
        Answer byReference = partner.get("/api/v2/transactions?reference=faktur%20%E2%84%96%201%2F%C5%BE%3F%26%3D");
        assertThat(byReference.body().propertyNames()).containsExactly("items", "next_cursor");
        assertThat(byReference.body().at("/next_cursor").isNull()).isTrue();
        assertThat(byReference.body().get("items").valueStream()).containsExactly(byId.body());
        assertThat(partner.get("/api/v2/transactions?reference=none").body().get("items"))
                .isEmpty();
        Answer payout =
                partner.get("/api/v2/payouts/" + decided.at("/payout/id").asString());
        assertThat(payout.body().at("/items/0/purchase").asString())
                .isEqualTo(decided.get("id").asString());
        assertThat(payout.body().at("/attempts/0/state").asString()).isEqualTo("SUCCEEDED");
        assertThat(payout.http().body()).doesNotContain("quotes").doesNotContain("fee\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "quantity,1",
                "msisdn,\"628118770511\"",
                "email,\"other@example.com\"",
                "email,null",
                "wallet,\"GPAID\"",
                "wallet,\"NOPE\"",
            })
    void usedReferenceWithOtherValuesIsConflict(String field, String otherValue) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.goodV2();
        partner.transact(purchase.json());
        engine.awaitPaid(partner.id());
        Map<String, Long> before = partner.recordedOfPurchases();

        Answer answer = partner.transact(purchase.with(field, otherValue).json());

        assertProblem(answer, "409 reference-conflict", "reference");
        assertThat(partner.recordedOfPurchases()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "NOPE,750000,422 wallet-invalid,wallet",
        "lsaja,750000,422 wallet-invalid,wallet",
        "LSAJA,49999.99,422 no-cashback,",
        "LSAJA,1000000000000,422 funding-short,",
    })
    void businessRefusalHasCodeAndRecordsNothing(String wallet, String value, String outcome, String field) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(999_999));
        PurchaseBody purchase =
                PurchaseBody.goodV2().with("wallet", "\"" + wallet + "\"").worth(value);
        Map<String, Long> before = partner.recorded();

        Answer answer = partner.transact(purchase.json());

        assertThat(answer.v2()).isEqualTo(outcome);
        assertThat(answer.fields()).isEqualTo(field == null ? List.of() : List.of(field));
        assertThat(answer.body().get("detail").asString()).isNotBlank().doesNotContain("merchant_code");
        assertThat(partner.recorded()).isEqualTo(before);
        assertThat(partner.transact(purchase.with("wallet", "\"LSAJA\"")
                                .worth("50000")
                                .json())
                        .status())
                .as("its reference is still free")
                .isEqualTo(201);
    }

    @Test
    void refusesBatchOfSuspendedPartner() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        partners.suspend(partner.id());
        String batch = "{\"transactions\": [" + PurchaseBody.goodV2().json() + "]}";

        assertThat(partner.post(PartnerSystem.TRANSACTIONS + ":batch", batch).v2())
                .isEqualTo("403 forbidden");
    }

    @Test
    void refusesSuspendedPartnerWith403() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        partners.suspend(partner.id());

        assertThat(partner.transact(PurchaseBody.goodV2().json()).v2()).isEqualTo("403 forbidden");
    }

    @Test
    void showsTierNextRewardAndHistory() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        LocalDate today = Jakarta.dayOf(engine.clock().instant());
        assertThat(partner.get(CUSTOMER).v2()).isEqualTo("404 not-found");
        assertThat(partner.get(CUSTOMER + "/journey").v2()).isEqualTo("404 not-found");
        String first = "";
        String fifth = "";
        for (int i = 1; i <= 5; i++) {
            JsonNode body = partner.transact(PurchaseBody.goodV2().json()).body();
            first = i == 1 ? body.get("id").asString() : first;
            fifth = body.get("id").asString();
            if (i == 2) {
                assertThat(partner.get(CUSTOMER).http().body())
                        .isEqualTo("{\"msisdn\":\"628118770510\",\"tier\":\"BRONZE\",\"grade\":1,\"recurring\":2,"
                                + "\"expires_on\":\"" + today.plusDays(90) + "\",\"next_reward\":{\"tier\":\"BRONZE\","
                                + "\"count\":3,\"transactions_away\":1,"
                                + "\"amount\":{\"value\":\"1000.00\",\"currency\":\"IDR\"}},"
                                + "\"totals\":{\"transactions\":2,"
                                + "\"amount\":{\"value\":\"1500000.00\",\"currency\":\"IDR\"},"
                                + "\"cashback\":{\"value\":\"22500.00\",\"currency\":\"IDR\"},"
                                + "\"rewards\":{\"value\":\"0.00\",\"currency\":\"IDR\"}}}");
            }
        }

        JsonNode standing = partner.get(CUSTOMER).body();
        assertThat(standing.get("tier").asString()).isEqualTo("SILVER");
        assertThat(standing.get("grade").asInt()).isEqualTo(2);
        JsonNode journey = partner.get(CUSTOMER + "/journey").body();
        assertThat(journey.get("items")).hasSize(2);
        assertThat(journey.at("/items/0").propertyNames())
                .containsExactly("entry", "cause", "from", "to", "expires_on", "transaction", "at");
        assertThat(journey.at("/items/0/cause").asString()).isEqualTo("PROMOTED");
        assertThat(journey.at("/items/0/from").asString()).isEqualTo("BRONZE");
        assertThat(journey.at("/items/0/to").asString()).isEqualTo("SILVER");
        assertThat(journey.at("/items/0/transaction").asString()).isEqualTo(fifth);
        assertThat(journey.at("/items/1/cause").asString()).isEqualTo("JOINED");
        assertThat(journey.at("/items/1").has("from")).isFalse();
        assertThat(journey.at("/items/1/transaction").asString()).isEqualTo(first);
        assertThat(journey.get("next_cursor").isNull()).isTrue();
        JsonNode page = partner.get(CUSTOMER + "/journey?limit=1").body();
        assertThat(page.at("/items/0")).isEqualTo(journey.at("/items/0"));
        assertThat(partner.get(CUSTOMER + "/journey?limit=1&cursor="
                                + page.get("next_cursor").asString())
                        .body()
                        .at("/items/0"))
                .isEqualTo(journey.at("/items/1"));
    }

    @Test
    void readOfTierIncludesDueEnd() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        for (int i = 0; i < 5; i++) {
            partner.transact(PurchaseBody.goodV2().json());
        }
        engine.awaitPaid(partner.id());
        String staff = engine.staffToken(Role.AUDITOR);
        engine.clock().advance(Duration.ofDays(91));
        String later = engine.staffToken(Role.AUDITOR);
        assertThat(staff).isNotEqualTo(later);

        JsonNode standing = Call.to(engine.uri(CUSTOMER + "?partner=" + partner.code()))
                .bearer(later)
                .by(client)
                .body();

        assertThat(standing.get("tier").asString()).isEqualTo("BRONZE");
        assertThat(standing.get("recurring").asInt()).isEqualTo(1);
    }

    @Test
    void anotherPartnersRecordsAreAnsweredLikeThoseThatAreNotThere() {
        PartnerSystem mine = PartnerSystem.onboarded(engine, BALANCE);
        PartnerSystem theirs = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.goodV2();
        JsonNode transaction = mine.transact(purchase.json()).body();
        String id = transaction.get("id").asString();
        String payout = transaction.at("/payout/id").asString();

        for (String path : List.of("/api/v2/transactions/", "/api/v2/payouts/")) {
            Answer foreign = theirs.get(path + (path.contains("payouts") ? payout : id));
            assertThat(foreign.v2()).isEqualTo("404 not-found");
            assertThat(foreign.body())
                    .isEqualTo(theirs.get(path + "00000000000000000000000000").body());
            assertThat(theirs.get(path + "no-id").body()).isEqualTo(foreign.body());
        }
        assertThat(theirs.get(CUSTOMER).v2()).isEqualTo("404 not-found");
        assertThat(theirs.get("/api/v2/transactions").body().get("items")).isEmpty();
        assertThat(theirs.get("/api/v2/transactions?reference=" + purchase.text("reference"))
                        .body()
                        .get("items"))
                .isEmpty();
        assertThat(theirs.get("/api/v2/payouts").body().get("items")).isEmpty();
        for (String path : List.of("/api/v2/transactions", "/api/v2/payouts", CUSTOMER)) {
            assertProblem(theirs.get(path + "?partner=" + mine.code()), "400 bad-payload", "partner");
        }
    }

    @Test
    void staffReadButCannotReportPurchases() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, BALANCE);
        PurchaseBody purchase = PurchaseBody.goodV2();
        String id = partner.transact(purchase.json()).body().get("id").asString();
        for (Role role : List.of(Role.ADMIN, Role.OPERATIONS, Role.FINANCE, Role.AUDITOR)) {
            String token = engine.staffToken(role);
            assertThat(staff(token, "/api/v2/transactions/" + id).status()).isEqualTo(200);
            assertThat(staff(token, "/api/v2/transactions?partner=" + partner.code())
                            .body()
                            .at("/items/0/id")
                            .asString())
                    .isEqualTo(id);
            assertThat(staff(token, CUSTOMER + "?partner=" + partner.code()).status())
                    .isEqualTo(200);
            for (String path : List.of("/api/v2/transactions", CUSTOMER, CUSTOMER + "/journey")) {
                assertProblem(staff(token, path), "400 bad-payload", "partner");
                assertProblem(staff(token, path + "?partner=NOBODY"), "400 bad-payload", "partner");
            }
            assertThat(Call.to(engine.uri("/api/v2/transactions"))
                            .bearer(token)
                            .header("content-type", "application/json")
                            .post(purchase.json())
                            .by(client)
                            .v2())
                    .isEqualTo("403 forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/transactions",
                "/api/v2/transactions/x",
                "/api/v2/payouts",
                "/api/v2/payouts/x",
                "/api/v2/customers/628118770510",
                "/api/v2/customers/628118770510/journey"
            })
    void withoutATokenNothingIsAnswered(String path) {
        assertThat(Call.to(engine.uri(path)).by(client).v2()).isEqualTo("401 unauthorized");
        assertThat(Call.to(engine.uri(path)).method("DELETE").by(client).v2()).isEqualTo("401 unauthorized");
    }

    private Answer staff(String token, String path) {
        return Call.to(engine.uri(path)).bearer(token).by(client);
    }

    private static void assertAmount(JsonNode amount, String value) {
        assertThat(amount.toString()).isEqualTo("{\"value\":\"" + value + "\",\"currency\":\"IDR\"}");
    }

    private static void assertProblem(Answer answer, String outcome, String field) {
        assertThat(answer.v2()).isEqualTo(outcome);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.fields()).containsExactly(field);
    }
}
