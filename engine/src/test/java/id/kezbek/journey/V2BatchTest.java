package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many purchases in one request: each is decided as in a single request, and in order. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class V2BatchTest {

    private static final String BATCH = PartnerSystem.TRANSACTIONS + ":batch";
    private static final int MOST = 1_000;
    /** The maximum size of fifty reported errors. */
    private static final int NAMED_FAULTS_BYTES = 6_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final EngineUnderTest engine;

    V2BatchTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void eachIsJudgedByItselfInItsOrder() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        PurchaseBody first = PurchaseBody.goodV2();
        PurchaseBody small = PurchaseBody.goodV2().worth("100");

        Answer answer = partner.post(
                BATCH,
                batch(
                        first.json(),
                        small.json(),
                        "7",
                        PurchaseBody.goodV2()
                                .with("amount", "{\"value\":1,\"currency\":\"IDR\"}")
                                .json(),
                        first.json(),
                        first.with("msisdn", "\"628118770511\"").json(),
                        PurchaseBody.goodV2().with("wallet", "\"NOPE\"").json(),
                        PurchaseBody.goodV2().worth("100000000").json(),
                        small.worth("50000").json()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames()).containsExactly("results");
        JsonNode results = answer.body().get("results");
        assertThat(results.valueStream().map(result -> result.get("index").asInt()))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(results.valueStream().map(V2BatchTest::outcome))
                .containsExactly(
                        "201 ",
                        "422 no-cashback ",
                        "400 bad-payload transactions[2]",
                        "400 bad-payload transactions[3].amount.value",
                        "200 ",
                        "409 reference-conflict transactions[5].reference",
                        "422 wallet-invalid transactions[6].wallet",
                        "422 funding-short ",
                        "201 ");
        JsonNode single = partner.get(PartnerSystem.TRANSACTIONS + "/"
                        + results.at("/0/transaction/id").asString())
                .body();
        assertThat(results.at("/0/transaction").propertyNames()).isEqualTo(single.propertyNames());
        assertThat(results.at("/0/transaction/trace")).isEqualTo(single.get("trace"));
        assertThat(results.at("/4/transaction/id")).isEqualTo(results.at("/0/transaction/id"));
        assertThat(results.at("/8/transaction/recurring").asInt()).isEqualTo(2);
        assertThat(results.at("/1").propertyNames()).containsExactly("index", "status", "problem");
        assertThat(results.at("/1/problem").propertyNames())
                .containsExactly("type", "title", "status", "detail", "code");
    }

    @Test
    void acceptsBatchOfOne() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));

        Answer answer = partner.post(BATCH, batch(PurchaseBody.goodV2().json()));

        assertThat(answer.body().get("results")).hasSize(1);
        assertThat(answer.body().at("/results/0/status").asInt()).isEqualTo(201);
    }

    @Test
    void eachHasALineInTheLogUnderTheCallsIdAsASingleCallHas(CapturedOutput output) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        PurchaseBody one = PurchaseBody.goodV2();
        PurchaseBody other = PurchaseBody.goodV2();
        PurchaseBody single = PurchaseBody.goodV2();

        partner.post(BATCH, batch(one.json(), other.json()), "X-Request-Id", "batch-1");
        partner.transact(single.json(), "X-Request-Id", "single-1");

        // The log's own thread writes the lines in order.
        Eventually.holds("the last one is told", () -> !told(output, single).isEmpty());
        assertThat(told(output, one)).containsExactly("batch-1");
        assertThat(told(output, other)).containsExactly("batch-1");
        assertThat(told(output, single)).containsExactly("single-1");
    }

    /** The ids of the requests whose log line says that this partner's reference was accepted. */
    private static List<String> told(CapturedOutput output, PurchaseBody purchase) {
        return output.getOut()
                .lines()
                .filter(line -> line.startsWith("{") && line.contains("purchase accepted"))
                .map(JSON::readTree)
                .filter(line -> line.path("reference").asString("").equals(purchase.text("reference")))
                .map(line -> line.path("requestId").asString(""))
                .toList();
    }

    @Test
    void answersEachInvalidItem() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        Map<String, Long> before = partner.recorded();

        Answer answer = partner.post(BATCH, batch("{}", "null", "[]"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()
                        .get("results")
                        .valueStream()
                        .map(result -> result.get("status").asInt()))
                .containsExactly(400, 400, 400);
        assertThat(partner.recorded()).isEqualTo(before);
    }

    @Test
    void acceptsAndRepeatsThousandLongestItems() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        String longest = "\"" + "é".repeat(64 - 1) + "@" + ("b".repeat(63) + ".").repeat(3) + "c".repeat(43) + "\"";
        String body = batch(IntStream.range(0, MOST)
                .mapToObj(i -> PurchaseBody.goodV2()
                        .with("msisdn", "\"62811800" + (1_000 + i % 300) + "\"")
                        .with("email", i == 0 ? "null" : longest.replace("é", "e"))
                        .json())
                .toArray(String[]::new));

        Answer first = partner.post(BATCH, body);
        Answer again = partner.post(BATCH, body);

        assertThat(statuses(first)).containsOnly(Map.entry(201, (long) MOST));
        assertThat(statuses(again)).containsOnly(Map.entry(200, (long) MOST));
        assertThat(ids(again)).isEqualTo(ids(first));
        assertThat(ids(first)).as("ids sort by time").isSorted().doesNotHaveDuplicates();
        assertThat(partner.recordedOfPurchases()).containsEntry("cashback.purchase where partner = :id", (long) MOST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|transactions",
                "{\"transactions\":[]}|transactions",
                "{\"transactions\":null}|transactions",
                "{\"transactions\":{}}|transactions",
                "{\"transactions\":[{}],\"mode\":\"fast\"}|mode",
                "{\"transactions\":[{},]}|body",
                "[{}]|body",
            })
    void refusesInvalidList(String body, String field) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));

        Answer answer = partner.post(BATCH, body);

        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly(field);
    }

    @Test
    void refusesTooManyItemsAndTooLargeBody() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        Map<String, Long> before = partner.recorded();
        String[] tooMany = Stream.generate(() -> PurchaseBody.goodV2().json())
                .limit(MOST + 1)
                .toArray(String[]::new);

        Answer answer = partner.post(BATCH, batch(tooMany));
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("transactions");

        byte[] large =
                (" ".repeat(2 * 1024 * 1024) + batch(PurchaseBody.goodV2().json())).getBytes(StandardCharsets.UTF_8);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (boolean chunked : new boolean[] {false, true}) {
                Call call =
                        Call.to(engine.uri(BATCH)).bearer(partner.token()).header("content-type", "application/json");
                assertThat((chunked ? call.postChunked(large) : call.post(large))
                                .by(client)
                                .v2())
                        .isEqualTo("413 payload-too-large");
            }
        }
        assertThat(partner.recorded()).isEqualTo(before);
    }

    @Test
    void batchesAndSingleCallsOfTheSamePurchasesAtOnceAcceptEachOnce() throws Exception {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        List<String> purchases = IntStream.range(0, 300)
                .mapToObj(i -> PurchaseBody.goodV2()
                        .with("msisdn", "\"62811900" + (1_000 + i % 7) + "\"")
                        .json())
                .toList();
        String whole = batch(purchases.toArray(String[]::new));

        List<Integer> accepted;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> batches = IntStream.range(0, 3)
                    .mapToObj(i -> threads.submit(() -> statuses(partner.post(BATCH, whole))
                            .getOrDefault(201, 0L)
                            .intValue()))
                    .toList();
            List<Future<Integer>> singles = purchases.stream()
                    .limit(40)
                    .map(purchase ->
                            threads.submit(() -> partner.transact(purchase).status() == 201 ? 1 : 0))
                    .toList();
            accepted = Stream.concat(batches.stream(), singles.stream())
                    .map(V2BatchTest::join)
                    .toList();
        }

        assertThat(accepted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
        assertThat(partner.recordedOfPurchases()).containsEntry("cashback.purchase where partner = :id", 300L);
    }

    private static int join(Future<Integer> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String outcome(JsonNode result) {
        assertThat(result.has("transaction")).isEqualTo(result.get("status").asInt() < 300);
        assertThat(result.has("problem")).isEqualTo(!result.has("transaction"));
        String problem = result.has("problem")
                ? result.at("/problem/code").asString() + " "
                        + result.at("/problem/errors/0/field").asString()
                : "";
        return result.get("status").asInt() + " " + problem;
    }

    private static Map<Integer, Long> statuses(Answer answer) {
        return answer.body()
                .get("results")
                .valueStream()
                .collect(Collectors.groupingBy(result -> result.get("status").asInt(), Collectors.counting()));
    }

    private static List<String> ids(Answer answer) {
        return answer.body()
                .get("results")
                .valueStream()
                .map(result -> result.at("/transaction/id").asString())
                .toList();
    }

    private static String batch(String... purchases) {
        return "{\"transactions\":[" + String.join(",", purchases) + "]}";
    }

    /** The cheapest elements for a sender: none is a purchase, and each has the maximum number of errors. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "7",
                "{\"a\":1}",
                "{\"reference\":1,\"quantity\":\"\",\"amount\":{},\"msisdn\":1,\"wallet\":1,\"email\":1}",
                "{\"reference\":\"A\",\"quantity\":0,\"amount\":{\"value\":0,\"currency\":\"USD\"},\"msisdn\":\"1\",\"wallet\":\"\"}",
            })
    void boundsAnswerToThousandInvalidItems(String element) {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        Map<String, Long> before = partner.recorded();
        String onlyFaulty = batch(Stream.generate(() -> element).limit(MOST).toArray(String[]::new));
        String besideAGoodOne = onlyFaulty.replace(
                "[" + element + ",", "[" + PurchaseBody.goodV2().json() + ",");

        for (String body : List.of(onlyFaulty, besideAGoodOne)) {
            Answer answer = partner.post(BATCH, body);
            assertThat(answer.body().toString().length())
                    .as(body.length() + " bytes were sent")
                    .isLessThan(2 * body.length() + NAMED_FAULTS_BYTES);
            if (answer.status() == 400) {
                assertThat(answer.fields()).hasSize(51).endsWith("transactions");
                assertThat(partner.recorded()).isEqualTo(before);
            }
        }
    }

    @Test
    void invalidItemsDoNotAffectOthers() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(1_000_000_000));
        String body = batch(IntStream.range(0, MOST)
                .mapToObj(
                        i -> i % 2 == 0
                                ? PurchaseBody.goodV2().json()
                                : "{\"reference\":\"A\",\"quantity\":1,\"amount\":{\"value\":1,\"currency\":\"IDR\"},\"msisdn\":\"6281\",\"wallet\":\"LSAJA\"}")
                .toArray(String[]::new));

        assertThat(statuses(partner.post(BATCH, body))).isEqualTo(Map.of(201, 500L, 400, 500L));
    }

    @Test
    void namesFiftyFaultsOfAllElementsTogether() {
        PartnerSystem partner = PartnerSystem.onboarded(engine, Money.rupiah(100_000));
        StringBuilder unknown = new StringBuilder("{");
        for (int field = 0; field < 100; field++) {
            unknown.append(field == 0 ? "" : ",")
                    .append("\"unknown_field_")
                    .append(field)
                    .append("\":1");
        }
        String faulty = unknown.append('}').toString();
        String body = batch(faulty, faulty, faulty, faulty, faulty);

        Answer answer = partner.post(BATCH, body);

        assertThat(answer.status()).isEqualTo(200);
        String told = answer.body().toString();
        assertThat(told.split("is unknown; remove it", -1)).hasSizeLessThanOrEqualTo(51);
        assertThat(told.length()).as("smaller than the request").isLessThan(body.length());
        assertThat(told).contains("errors; an answer names at most 50");
    }
}
