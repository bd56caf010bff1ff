package id.kezbek.payouts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.payouts.callback.CallbackKeys;
import id.kezbek.payouts.callback.CallbackVerdict;
import id.kezbek.payouts.callback.ReceiveCallback;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.inquiry.Inquiry;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.sandbox.xendit.XenditSandbox;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;

/** Xendit's webhooks, as its sandbox sends them, at the operation that receives callbacks. */
@PayoutsTest
class XenditCallbacksTest {

    private static final Duration END = Duration.ofMinutes(1);
    private static final String BODY =
            "{\"event\":\"payout.succeeded\",\"business_id\":\"b\",\"created\":\"%s\",\"data\":"
                    + "{\"id\":\"disb-1\",\"reference_id\":\"%s\",\"amount\":3000,\"status\":\"SUCCEEDED\"}}";

    @Autowired
    CallbackKeys keys;

    @Autowired
    ReceiveCallback receiveCallback;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Inquiry inquiry;

    @Autowired
    PayoutsStage stage;

    @Autowired
    TestClock clock;

    private final XenditSandbox xendit = PayoutsWorld.xendit();
    private final List<CallbackVerdict> verdicts = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isAway;
    private CallbacksController controller;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        controller = new CallbacksController(keys, receiveCallback, meters);
        xendit.endAfter(END);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/callbacks/xendit", this::receive);
        server.start();
        xendit.callbacksTo(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/callbacks/xendit"));
    }

    @AfterEach
    void clear() {
        xendit.behave();
        server.stop(0);
        stage.clear();
        clock.advance(Duration.ofMinutes(11));
    }

    @Test
    void aWebhookMakesTheEngineAskAndItsRepetitionNothing() throws Exception {
        xendit.doubledWebhooks(true);
        UUID payout = sent();
        turn(END);

        assertThat(verdicts).containsExactly(CallbackVerdict.ASKED, CallbackVerdict.ASKED);
        assertThat(stage.state(payout)).as("a callback moves nothing").isEqualTo(PayoutState.IN_FLIGHT);
        assertThat(inquiry.run()).as("at once, and once").isEqualTo(1);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void aWebhookThatIsRepeatedForADayIsStillNew() throws Exception {
        isAway = true;
        UUID payout = sent();
        turn(END);
        for (Duration wait : List.of(
                Duration.ofMinutes(15),
                Duration.ofMinutes(45),
                Duration.ofHours(2),
                Duration.ofHours(3),
                Duration.ofHours(6))) {
            turn(wait);
        }
        assertThat(verdicts).isEmpty();

        isAway = false;
        turn(Duration.ofHours(12));
        assertThat(verdicts).containsExactly(CallbackVerdict.ASKED);
        inquiry.run();
        assertThat(stage.state(payout)).isEqualTo(PayoutState.PAID);
    }

    @Test
    void withoutTheTokenNothingIsRead() {
        assertThat(refusal("", body("x"))).isEqualTo(ErrorCode.UNAUTHORIZED);
        assertThat(refusal("another token", body("x"))).isEqualTo(ErrorCode.UNAUTHORIZED);
        assertThat(refusal(token(), " ".repeat(1024 * 1024))).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void anotherPartysPayoutIsRefused() {
        assertThat(refusal(token(), body("a reference of another system"))).isEqualTo(ErrorCode.CALLBACK_REFUSED);
    }

    @Test
    void anotherAmountOrAnOldTimeIsRefused() throws Exception {
        UUID payout = sent();
        String reference =
                id.kezbek.shared.Ids.text(stage.attempts(payout).getFirst().id());

        assertThat(refusal(token(), body(reference).replace("3000", "3001"))).isEqualTo(ErrorCode.CALLBACK_REFUSED);
        String old = BODY.formatted(clock.instant().minus(Duration.ofDays(3)), reference);
        assertThat(refusal(token(), old)).isEqualTo(ErrorCode.CALLBACK_REFUSED);
        assertThat(stage.state(payout)).isEqualTo(PayoutState.IN_FLIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "{}",
                "{\"created\":\"2026-11-22T05:00:00Z\",\"data\":[]}",
                "{\"created\":\"yesterday\",\"data\":{\"id\":\"d\",\"reference_id\":\"r\",\"amount\":1,\"status\":\"FAILED\"}}",
                "{\"created\":\"2026-11-22T05:00:00Z\",\"data\":{\"id\":\"d\",\"reference_id\":\"r\",\"amount\":-1,\"status\":\"FAILED\"}}",
                "{\"created\":\"2026-11-22T05:00:00Z\",\"data\":{\"id\":\"d\",\"reference_id\":\"r\",\"amount\":1.001,\"status\":\"FAILED\"}}",
                "{\"created\":\"2026-11-22T05:00:00Z\",\"data\":{\"id\":\"d\",\"reference_id\":\"r\",\"amount\":1e99,\"status\":\"FAILED\"}}",
                "{\"created\":\"2026-11-22T05:00:00Z\",\"data\":{\"id\":\"d\",\"reference_id\":\"r\",\"amount\":1,\"status\":\"GONE\"}}"
            })
    void whatCannotBeReadIsRefused(String body) {
        assertThat(refusal(token(), body)).isEqualTo(ErrorCode.BAD_PAYLOAD);
    }

    private ErrorCode refusal(String token, String body) {
        var refused = new Object() {
            ErrorCode code = ErrorCode.SOMETHING_WENT_WRONG;
        };
        assertThatThrownBy(() -> controller.receive("xendit", headers(token), body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> refused.code = refusal.code());
        return refused.code;
    }

    private String body(String reference) {
        return BODY.formatted(clock.instant(), reference);
    }

    private String token() {
        return xendit.engineProperties().get("cezbek.providers.xendit.callback-secret");
    }

    private static HttpHeaders headers(String token) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("x-callback-token", token);
        return headers;
    }

    private UUID sent() throws InterruptedException {
        UUID payout = stage.order(stage.customer(), "DANA", 3_000);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(30))).isTrue();
        return payout;
    }

    private void turn(Duration by) {
        clock.advance(by);
        xendit.turned();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isAway) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var answer = controller.receive(
                    "xendit",
                    headers(Objects.requireNonNull(exchange.getRequestHeaders().getFirst("x-callback-token"))),
                    body);
            verdicts.add(Objects.requireNonNull(answer.getBody()).verdict());
            exchange.sendResponseHeaders(answer.getStatusCode().value(), -1);
        }
    }
}
