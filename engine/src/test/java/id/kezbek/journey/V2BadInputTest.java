package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The refusals of v2: problem details that name the field or parameter, and nothing is recorded. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V2BadInputTest {

    private static final String TRANSACTIONS = PartnerSystem.TRANSACTIONS;

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private PartnerSystem partner;

    V2BadInputTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void onboard() {
        partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
    }

    @AfterAll
    void close() {
        client.close();
    }

    static Stream<Arguments> faultyFields() {
        return Stream.of(
                        faults("reference", "reference", "null", "\"\"", "7", "\"" + "R".repeat(31) + "\"", "\"A\\n\""),
                        faults("reference", "reference", "\" A\"", "\"A \"", "\"\\u00a0\"", "\"A\\u202fB\""),
                        faults("quantity", "quantity", "null", "0", "1000001", "1.5", "\"2\"", "[]"),
                        faults("msisdn", "msisdn", "null", "628118770510", "\"00000000\"", "\"1234567\""),
                        faults("wallet", "wallet", "null", "\"\"", "7", "\"" + "W".repeat(21) + "\""),
                        faults("email", "email", "\"nobody\"", "7", "\"a@b.id\\r\\nBcc: c@d.id\""),
                        faults("amount", "amount", "null", "750000", "\"750000\"", "[]"),
                        faults("amount", "amount.value", amount("0"), amount("-1"), amount("1.001"), amount("1e5")),
                        faults("amount", "amount.value", amount("1000000000000.01"), amount(""), amount("1,000")),
                        faults("amount", "amount.value", "{\"value\":750000,\"currency\":\"IDR\"}"),
                        faults("amount", "amount.value", "{\"currency\":\"IDR\"}"),
                        faults("amount", "amount.currency", "{\"value\":\"750000\"}"),
                        faults("amount", "amount.currency", "{\"value\":\"750000\",\"currency\":\"USD\"}"),
                        faults("amount", "amount.tax", "{\"value\":\"750000\",\"currency\":\"IDR\",\"tax\":1}"),
                        faults("merchant_code", "merchant_code", "\"LSAJA\"", "null"))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("faultyFields")
    void namesTheFieldAtFaultByItsPath(String field, String path, String rawJson) {
        refusesRecordingNothing(PurchaseBody.goodV2().with(field, rawJson).json(), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "quantity", "amount", "msisdn", "wallet"})
    void namesMissingField(String field) {
        refusesRecordingNothing(PurchaseBody.goodV2().without(field).json(), field);
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        Answer answer = partner.transact("{\"email\":\"nobody\",\"unknown\":1}");

        assertThat(answer.fields())
                .containsExactlyInAnyOrder("reference", "quantity", "amount", "msisdn", "wallet", "email", "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "7", "{", "{\"reference\":\"A\"} x", "{\"a\":1,\"a\":2}", "<x/>"})
    void refusesBodyThatIsNotJsonObject(String body) {
        refusesRecordingNothing(body, "body");
    }

    @Test
    void takesJsonOnlyAndNoMoreOfItThanAPurchaseNeeds() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml"}) {
            Answer answer = Call.to(engine.uri(TRANSACTIONS))
                    .bearer(partner.token())
                    .header("content-type", type)
                    .post(PurchaseBody.goodV2().json())
                    .by(client);
            assertProblem(answer, "415 unsupported-media-type", "content-type");
        }
        Answer large =
                partner.transact(" ".repeat(65_536) + PurchaseBody.goodV2().json());
        assertProblem(large, "413 payload-too-large", "body");
        Answer json = Call.to(engine.uri(TRANSACTIONS))
                .bearer(partner.token())
                .header("content-type", "application/json; charset=utf-8")
                .header("accept", "text/html")
                .post(PurchaseBody.goodV2().json())
                .by(client);
        assertThat(json.status()).as("answered in JSON whatever it accepts").isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/api/v2/transactions,405 method-not-allowed",
        "PUT,/api/v2/transactions/x,405 method-not-allowed",
        "GET,/api/v2/transactions:batch,405 method-not-allowed",
        "GET,/api/v2/transactions:other,404 not-found",
        "GET,/api/v2/transactions/x/y,404 not-found",
        "GET,/api/v2/transactions/,404 not-found",
        "GET,/api/v2/customer,404 not-found",
        "GET,/api/v2/customers/628118770510/,404 not-found",
        "GET,/api/v2,404 not-found",
        "GET,/api/v3/transactions,404 not-found",
    })
    void unknownPathGetsProblemDetails(String method, String path, String outcome) {
        Answer answer =
                Call.to(engine.uri(path)).bearer(partner.token()).method(method).by(client);

        assertThat(answer.v2()).isEqualTo(outcome);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body().propertyNames()).contains("type", "title", "status", "detail", "code");
        assertThat(answer.body().get("status").asInt()).isEqualTo(answer.status());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v2/transactions?limit=0,limit",
        "/api/v2/transactions?limit=201,limit",
        "/api/v2/transactions?limit=1&limit=2,limit",
        "/api/v2/transactions?cursor=x,cursor",
        "/api/v2/transactions?cursor=,cursor",
        "/api/v2/transactions?msisdn=12,msisdn",
        "/api/v2/transactions?wallet=,wallet",
        "/api/v2/transactions?from=2026-07-1,from",
        "/api/v2/transactions?from=2026-07-01T00:00:00+07:00,from",
        "/api/v2/transactions?from=2026-07-02T00:00:00Z&to=2026-07-02T00:00:00Z,to",
        "/api/v2/transactions?sort=id,sort",
        "/api/v2/transactions?reference=A&limit=1,limit",
        "/api/v2/transactions?reference=,reference",
        "/api/v2/transactions/x?expand=all,expand",
        "/api/v2/payouts?state=SOMEHOW,state",
        "/api/v2/payouts?page=2,page",
        "/api/v2/payouts/x?expand=all,expand",
        "/api/v2/customers/12,msisdn",
        "/api/v2/customers/628118770510?x=1,x",
        "/api/v2/customers/628118770510/journey?limit=x,limit",
        "/api/v2/customers/628118770510/journey?cursor=AQ,cursor",
    })
    void namesTheParameterAtFault(String path, String parameter) {
        assertProblem(partner.get(path), "400 bad-payload", parameter);
    }

    @Test
    void refusesCursorOfOtherList() {
        partner.transact(PurchaseBody.goodV2().json());
        partner.transact(PurchaseBody.goodV2().json());
        String cursor =
                partner.get(TRANSACTIONS + "?limit=1").body().get("next_cursor").asString();

        assertThat(partner.get(TRANSACTIONS + "?cursor=" + cursor).status()).isEqualTo(200);
        assertProblem(partner.get("/api/v2/payouts?cursor=" + cursor), "400 bad-payload", "cursor");
    }

    @Test
    void refusesParametersOfReport() {
        assertProblem(
                partner.post(
                        TRANSACTIONS + "?dry_run=true", PurchaseBody.goodV2().json()),
                "400 bad-payload",
                "dry_run");
    }

    private void refusesRecordingNothing(String body, String field) {
        Map<String, Long> before = partner.recordedOfPurchases();
        assertProblem(partner.transact(body), "400 bad-payload", field);
        assertThat(partner.recordedOfPurchases()).isEqualTo(before);
    }

    private static void assertProblem(Answer answer, String outcome, String field) {
        assertThat(answer.v2()).isEqualTo(outcome);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(answer.body().at("/errors/0/reason").asString()).isNotBlank();
    }

    private static String amount(String value) {
        return "{\"value\":\"" + value + "\",\"currency\":\"IDR\"}";
    }

    private static Stream<Arguments> faults(String field, String path, String... rawJson) {
        return Stream.of(rawJson).map(raw -> Arguments.of(field, path, raw));
    }
}
