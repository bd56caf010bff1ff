package id.kezbek.payouts.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.PayoutProvider;
import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Answers that no provider should give. To an order each is an unknown result, never proof of anything. The tests share
 * one server and one adapter for each provider.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadAnswersTest {

    private static final String PAID =
            "{\"id\":\"disb-1\",\"reference_id\":\"01k8zj2x7f4w2r9v0c5m3n6p8q\",\"amount\":12500,"
                    + "\"status\":\"SUCCEEDED\",\"code\":\"200\",\"topup_status\":\"200\",\"statusCode\":\"00\",\"isSuccess\":true,"
                    + "\"transactionID\":\"t\",\"ref_code\":\"r\"}";

    /** What a broken provider, or a machine in front of it, answers. */
    enum BadAnswer {
        HTML(200, "<!doctype html><html><body>Maintenance</body></html>"),
        HTML_ERROR(502, "<html><body>Bad gateway</body></html>"),
        TRUNCATED(200, PAID.substring(0, PAID.length() - 20)),
        DOUBLED(200, PAID + PAID),
        EMPTY(200, ""),
        NO_CONTENT(204, ""),
        AN_ARRAY_OF_NULL(200, "[null]"),
        A_TEXT(200, "\"OK\""),
        ERROR_BODY(200, "{\"error_code\":\"SERVER_ERROR\",\"message\":\"Something went wrong\"}"),
        UNKNOWN_ERROR(400, "{\"error_code\":\"NEVER_HEARD_OF\",\"message\":\"?\"}"),
        DUPLICATE(409, "{\"error_code\":\"DUPLICATE_ERROR\",\"message\":\"?\"}"),
        REDIRECT(302, ""),
        REDIRECT_OF_A_POST(307, ""),
        ONE_MEGABYTE(200, "{\"pad\":\"" + "x".repeat(1024 * 1024) + "\"}");

        private final int status;
        private final String body;

        BadAnswer(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    private static final Map<String, String> NAMES = Map.of(
            "LSAJAH2H", "linksaja",
            "GOPAIDH2H", "gopaid",
            "JOSVOH2H", "josvo",
            "MTRANS", "middletrans",
            "XENIT", "xenit",
            "XENDIT", "xendit",
            "DANAH2H", "dana",
            "MIDTRANS", "midtrans");
    private static final Set<String> OWN_CODES = Set.of("XENDIT", "DANAH2H", "MIDTRANS");
    private static final String KEY = key();
    private static final String REFERENCE = "01k8zj2x7f4w2r9v0c5m3n6p8q";
    private static final Map<String, String> LOG_INS = Map.of(
            "/api/v1/thirdparty/authorization", "{\"token\":\"TOKEN\"}",
            "/v1.0/access-token/b2b", "{\"accessToken\":\"TOKEN\"}");
    private static final String ELSEWHERE = "/elsewhere";

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Set<String> ownHeaders = ConcurrentHashMap.newKeySet();
    private final Map<String, AnnotationConfigApplicationContext> contexts = new HashMap<>();
    private volatile int status;
    private volatile byte[] answer = new byte[0];
    private HttpServer server;

    @BeforeAll
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    @AfterAll
    void stop() {
        contexts.values().forEach(AnnotationConfigApplicationContext::close);
        server.stop(0);
    }

    /** No test inherits an open circuit breaker. */
    @BeforeEach
    void begin() {
        contexts.values()
                .forEach(context -> context.getBean(CircuitBreakerRegistry.class)
                        .getAllCircuitBreakers()
                        .forEach(CircuitBreaker::reset));
        calls.clear();
        keys.clear();
        ownHeaders.clear();
    }

    static Stream<Arguments> badAnswers() {
        return NAMES.keySet().stream()
                .sorted()
                .flatMap(code -> Stream.of(BadAnswer.values())
                        // 400 is a rejection at the providers without error codes.
                        .filter(bad -> bad != BadAnswer.UNKNOWN_ERROR || OWN_CODES.contains(code))
                        .map(bad -> Arguments.of(code, bad)));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void anOrderWithABadAnswerIsUnknown(String code, BadAnswer bad) {
        give(bad.status, bad.body.getBytes(StandardCharsets.UTF_8));

        assertThat(send(code)).isInstanceOf(Outcome.Unknown.class);
        assertThat(calls).as("the order was sent").isNotEmpty();
        assertThat(calls).as("no redirect is followed").noneMatch(call -> call.contains(ELSEWHERE));
        assertThat(keys).as("a repeat has the same key").isSubsetOf(REFERENCE);
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void anInquiryWithABadAnswerProvesNothing(String code, BadAnswer bad) {
        give(bad.status, bad.body.getBytes(StandardCharsets.UTF_8));

        assertThat(provider(code).inquire(REFERENCE)).isInstanceOf(InquiryAnswer.NotAvailable.class);
        assertThat(calls.isEmpty())
                .as("calls of the inquiry: %s", calls)
                .isEqualTo(!provider(code).capabilities().hasInquiry());
        assertThat(calls).as("no redirect is followed").noneMatch(call -> call.contains(ELSEWHERE));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aPaymentInAnotherCharsetIsUnknown(String code) {
        give(200, PAID.getBytes(StandardCharsets.UTF_16));

        assertThat(send(code)).isInstanceOf(Outcome.Unknown.class);
        assertThat(calls).as("the order was sent").isNotEmpty();
    }

    static Set<String> codes() {
        return NAMES.keySet();
    }

    @ParameterizedTest
    @EnumSource(
            value = BadAnswer.class,
            names = {"HTML_ERROR", "ONE_MEGABYTE"})
    void xenditIsAskedOnceMoreWithTheSameKeyAndOneMoreTimeOnly(BadAnswer bad) {
        give(bad.status, bad.body.getBytes(StandardCharsets.UTF_8));

        send("XENDIT");

        assertThat(calls).containsExactly("POST /v2/payouts", "POST /v2/payouts");
        assertThat(keys).containsExactly(REFERENCE);
        assertThat(ownHeaders).as("headers that Xendit does not know").isEmpty();
    }

    private static String key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome send(String code) {
        return provider(code)
                .send(new Order(
                        REFERENCE,
                        "LAJADA",
                        new Msisdn("628118770510"),
                        code.equals("MIDTRANS") ? "GPAID" : "LSAJA",
                        Money.rupiah(12_500),
                        Instant.now().plusSeconds(60)));
    }

    private void give(int newStatus, byte[] body) {
        status = newStatus;
        answer = body;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String logIn = LOG_INS.get(exchange.getRequestURI().getPath());
            boolean isLogIn = logIn != null;
            if (!isLogIn) {
                calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                String key = exchange.getRequestHeaders().getFirst("Idempotency-key");
                if (key != null) {
                    keys.add(key);
                }
                exchange.getRequestHeaders().keySet().stream()
                        .filter(name -> name.equals("X-expires-at") || name.equals("X-external-id"))
                        .forEach(ownHeaders::add);
            }
            byte[] body = logIn != null ? logIn.getBytes(StandardCharsets.UTF_8) : answer;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", ELSEWHERE);
            }
            exchange.sendResponseHeaders(isLogIn ? 200 : status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private PayoutProvider provider(String code) {
        return contexts.computeIfAbsent(code, this::providers)
                .getBean(ConfiguredProviders.class)
                .find(code)
                .orElseThrow();
    }

    private AnnotationConfigApplicationContext providers(String code) {
        String prefix = "cezbek.providers." + NAMES.get(code) + ".";
        Map<String, Object> properties = Map.of(
                prefix + "base-url", "http://127.0.0.1:" + server.getAddress().getPort(),
                prefix + "api-key", "KEY",
                prefix + "username", "USER",
                prefix + "password", "PASS",
                prefix + "private-key", KEY,
                prefix + "signature", "ASYMMETRIC",
                prefix + "timeout", "20s");
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("providers", properties));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.register(ProviderConfiguration.class);
        context.refresh();
        return context;
    }
}
