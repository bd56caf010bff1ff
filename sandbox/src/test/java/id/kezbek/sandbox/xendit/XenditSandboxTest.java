package id.kezbek.sandbox.xendit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.sandbox.providers.callbacks.TurnedTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Xendit's protocol as documented, over HTTP. */
class XenditSandboxTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NUMBER = "08118770510";

    private record Answer(int status, JsonNode body, Map<String, List<String>> headers) {}

    private final TurnedTime time = new TurnedTime();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> webhooks = Collections.synchronizedList(new ArrayList<>());
    private XenditSandbox xendit;
    private HttpServer receiver;
    private volatile int receiverAnswers = 200;

    @BeforeEach
    void start() throws IOException {
        xendit = XenditSandbox.start(time);
        xendit.endAfter(Duration.ofMinutes(1));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        xendit.callbacksTo(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook"));
    }

    @AfterEach
    void stop() {
        xendit.close();
        receiver.stop(0);
        client.close();
    }

    @Test
    void endsPayoutLaterWithWebhook() throws Exception {
        JsonNode created = create("k1", "ref-1", NUMBER, 12_500).body();
        assertThat(created.path("id").asString()).startsWith("disb-");
        assertThat(created.path("status").asString()).isEqualTo("ACCEPTED");
        turn(Duration.ofSeconds(30));
        assertThat(status("ref-1")).isEqualTo("REQUESTED");

        turn(Duration.ofSeconds(30));

        assertThat(status("ref-1")).isEqualTo("SUCCEEDED");
        assertThat(webhooks).singleElement().satisfies(webhook -> {
            assertThat(webhook.path("event").asString()).isEqualTo("payout.succeeded");
            assertThat(webhook.path("data").path("reference_id").asString()).isEqualTo("ref-1");
        });
    }

    @Test
    void sameKeyReturnsPayoutAndOtherValuesAreDuplicate() throws Exception {
        JsonNode first = create("k1", "ref-1", NUMBER, 12_500).body();

        assertThat(create("k1", "ref-1", NUMBER, 12_500).body()).isEqualTo(first);
        Answer other = create("k1", "ref-1", NUMBER, 12_501);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().path("error_code").asString()).isEqualTo("DUPLICATE_ERROR");
        turn(Duration.ofMinutes(1));
        assertThat(xendit.movements()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "123456, FAILED, TEMPORARY_TRANSFER_ERROR",
        "999999, FAILED, REJECTED_BY_CHANNEL",
        "121212, FAILED, INVALID_DESTINATION",
        "131313, ACCEPTED, ''"
    })
    void knowsThePublishedTestNumbers(String number, String status, String failure) throws Exception {
        create("k1", "ref-1", number, 12_500);
        turn(Duration.ofHours(1));

        assertThat(status("ref-1")).isEqualTo(status);
        assertThat(payout("ref-1").path("failure_code").asString("")).isEqualTo(failure);
        assertThat(xendit.movements()).isEmpty();
    }

    @Test
    void reversesAPaymentWithinFiveMinutes() throws Exception {
        create("k1", "ref-1", "654321", 12_500);
        turn(Duration.ofMinutes(1));
        assertThat(status("ref-1")).isEqualTo("SUCCEEDED");
        turn(Duration.ofMinutes(5));

        assertThat(status("ref-1")).isEqualTo("REVERSED");
        assertThat(webhooks)
                .extracting(webhook -> webhook.path("event").asString())
                .containsExactly("payout.succeeded", "payout.reversed");
    }

    @Test
    void repeatsWebhookUntilItIsAccepted() throws Exception {
        receiverAnswers = 500;
        create("k1", "ref-1", NUMBER, 12_500);
        turn(Duration.ofMinutes(1));
        assertThat(webhooks).hasSize(1);
        turn(Duration.ofMinutes(14));
        assertThat(webhooks).as("not yet").hasSize(1);
        turn(Duration.ofMinutes(1));
        assertThat(webhooks).hasSize(2);
        turn(Duration.ofMinutes(45));
        assertThat(webhooks).hasSize(3);

        receiverAnswers = 200;
        turn(Duration.ofHours(2));
        turn(Duration.ofHours(30));
        assertThat(webhooks).hasSize(4);
        assertThat(webhooks.stream().distinct()).as("the same body").hasSize(1);
    }

    @Test
    void cancelsOnlyAcceptedPayout() throws Exception {
        String id = create("k1", "ref-1", NUMBER, 12_500).body().path("id").asString();

        assertThat(call("POST", "/v2/payouts/" + id + "/cancel", "")
                        .body()
                        .path("status")
                        .asString())
                .isEqualTo("CANCELLED");
        assertThat(call("POST", "/v2/payouts/" + id + "/cancel", "").status()).isEqualTo(400);
        turn(Duration.ofMinutes(2));
        assertThat(xendit.movements()).isEmpty();
        assertThat(call("GET", "/v2/payouts/" + id, "").body().path("status").asString())
                .isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @CsvSource({
        "ID_NOBODY, 08118770510, 12500, CHANNEL_CODE_NOT_SUPPORTED",
        "ID_DANA, O811, 12500, RECIPIENT_ACCOUNT_NUMBER_ERROR",
        "ID_DANA, 08118770510, 0, MINIMUM_TRANSFER_LIMIT_ERROR",
        "ID_DANA, 08118770510, 20000001, MAXIMUM_TRANSFER_LIMIT_ERROR",
        "ID_DANA, 08118770510, 12500.5, AMOUNT_INCREMENT_NOT_SUPPORTED"
    })
    void refusedOrderCreatesNothing(String channel, String number, String amount, String code) throws Exception {
        Answer answer = call("POST", "/v2/payouts", order("ref-1", channel, number, amount), "Idempotency-key", "k1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("error_code").asString()).isEqualTo(code);
        assertThat(xendit.payouts()).isEmpty();
    }

    @Test
    void limitsTheCallsOfAMinute() throws Exception {
        xendit.rateLimit(2);
        create("k1", "ref-1", NUMBER, 12_500);
        Answer last = create("k2", "ref-2", NUMBER, 12_500);
        assertThat(last.headers().get("rate-limit-remaining")).containsExactly("0");

        Answer refused = create("k3", "ref-3", NUMBER, 12_500);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("error_code").asString()).isEqualTo("RATE_LIMIT_EXCEEDED");
        assertThat(call("GET", "/v2/payouts?reference_id=ref-1", "").status())
                .as("another endpoint")
                .isEqualTo(200);
        turn(Duration.ofMinutes(1));
        assertThat(create("k3", "ref-3", NUMBER, 12_500).status()).isEqualTo(200);
    }

    @Test
    void writesTheBalanceHistory() throws Exception {
        Instant from = time.instant();
        create("k1", "ref-1", "654321", 12_500);
        turn(Duration.ofMinutes(1));
        turn(Duration.ofMinutes(5));
        String order =
                "{\"type\":\"BALANCE_HISTORY\",\"format\":\"CSV\",\"currency\":\"IDR\",\"filter\":{\"from\":\"%s\",\"to\":\"%s\"}}";
        String id = call(
                        "POST", "/reports", order.formatted(from, time.instant().plusSeconds(1)))
                .body()
                .path("id")
                .asString();
        JsonNode report = call("GET", "/reports/" + id, "").body();
        HttpResponse<String> file = send("GET", URI.create(report.path("url").asString()), "");

        List<String> lines = file.body().lines().toList();
        assertThat(lines.getFirst())
                .startsWith("Product ID,Transaction ID,Transaction Type,Line Type,Payment Channel,Reference,Currency,"
                        + "Amount,Balance,Debit or Credit,Created Date ISO");
        assertThat(lines.subList(1, lines.size()).stream().map(line -> line.split(",")))
                .extracting(fields -> fields[3] + " " + fields[5] + " " + fields[7] + " " + fields[8] + " " + fields[9])
                .containsExactly(
                        "TRANSACTION ref-1 12500 999987500 DEBIT",
                        "FEE ref-1 2500 999985000 DEBIT",
                        "VAT ref-1 275 999984725 DEBIT",
                        "TRANSACTION_REVERSAL ref-1 12500 999997225 CREDIT");
        Answer tooLong = call("POST", "/reports", order.formatted(from.minus(Duration.ofDays(92)), from));
        assertThat(tooLong.status()).isEqualTo(400);
    }

    @Test
    void showsChannelsAndBalanceOnlyWithKey() throws Exception {
        assertThat(call("GET", "/balance", "").body().path("balance").longValue())
                .isEqualTo(1_000_000_000L);
        assertThat(call("GET", "/payouts_channels", "").body()).hasSize(5);
        HttpRequest without =
                HttpRequest.newBuilder(xendit.url().resolve("/balance")).build();
        assertThat(client.send(without, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    private void turn(Duration by) {
        time.turn(by);
        xendit.turned();
    }

    private Answer create(String key, String reference, String number, long amount) throws Exception {
        return call(
                "POST",
                "/v2/payouts",
                order(reference, "ID_DANA", number, Long.toString(amount)),
                "Idempotency-key",
                key);
    }

    private static String order(String reference, String channel, String number, String amount) {
        return "{\"reference_id\":\"%s\",\"channel_code\":\"%s\",\"channel_properties\":{\"account_number\":\"%s\","
                        .formatted(reference, channel, number)
                + "\"account_holder_name\":\"A\"},\"amount\":%s,\"currency\":\"IDR\"}".formatted(amount);
    }

    private String status(String reference) throws Exception {
        return payout(reference).path("status").asString();
    }

    private JsonNode payout(String reference) throws Exception {
        return call("GET", "/v2/payouts?reference_id=" + reference, "").body().path(0);
    }

    private Answer call(String method, String path, String body, String... headers) throws Exception {
        HttpResponse<String> response = send(method, xendit.url().resolve(path), body, headers);
        return new Answer(
                response.statusCode(),
                JSON.readTree(response.body()),
                response.headers().map());
    }

    private HttpResponse<String> send(String method, URI address, String body, String... headers) throws Exception {
        String key = xendit.engineProperties().get("cezbek.providers.xendit.api-key") + ":";
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            webhooks.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            boolean isProven = xendit.engineProperties()
                    .get("cezbek.providers.xendit.callback-secret")
                    .equals(exchange.getRequestHeaders().getFirst("x-callback-token"));
            exchange.sendResponseHeaders(isProven ? receiverAnswers : 401, -1);
        }
    }
}
