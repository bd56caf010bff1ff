package id.kezbek.sandbox.providers.callbacks;

import static id.kezbek.sandbox.providers.Provider.GOPAIDH2H;
import static id.kezbek.sandbox.providers.Provider.JOSVOH2H;
import static id.kezbek.sandbox.providers.Provider.XENIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.sandbox.providers.ProviderSandbox;
import id.kezbek.sandbox.providers.wire.Caller;
import id.kezbek.sandbox.providers.wire.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallbacksTest {

    private record Received(String path, String signature, byte[] body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    @TempDir
    private Path folder;

    private final TurnedTime time = new TurnedTime();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer engine;
    private ProviderSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        engine.createContext("/", this::receive);
        engine.start();
        sandbox = ProviderSandbox.start(folder, time, ProviderSandbox.DEFAULT_TOKEN_TTL, time);
        sandbox.callbacksTo(URI.create("http://127.0.0.1:" + engine.getAddress().getPort()));
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        caller.close();
        sandbox.close();
        engine.stop(0);
    }

    @Test
    void signsDoublesAndDisorders() throws Exception {
        caller.faults(JOSVOH2H, "{\"callback\":1}");

        caller.order(JOSVOH2H, "c-1", 25);

        for (String status : new String[] {"SUCCESS", "PENDING", "SUCCESS", "PENDING"}) {
            Received callback = next();
            assertThat(callback.path()).isEqualTo("/api/callbacks/JOSVOH2H");
            assertThat(callback.signature())
                    .isEqualTo(Signature.of(caller.property("josvo", "callback-secret"), callback.body()));
            assertThat(callback.json().propertyNames())
                    .containsExactlyInAnyOrder("external_id", "status", "amount", "at");
            assertThat(callback.json().path("status").stringValue()).isEqualTo(status);
            assertThat(callback.json().path("external_id").stringValue()).isEqualTo("c-1");
            assertThat(callback.json().path("amount").longValue()).isEqualTo(25);
        }
    }

    /** A false callback, as from an attacker who stole the secret. */
    @Test
    void tellsWhatIsNotTrueWhereFaultsSaySo() throws Exception {
        caller.faults(JOSVOH2H, "{\"false_callback\":1}");
        caller.order(JOSVOH2H, "lie", 25);
        JsonNode lie = next().json();
        assertThat(lie.path("status").stringValue()).isEqualTo("REVERSED");
        assertThat(lie.path("external_id").stringValue()).isEqualTo("lie");

        caller.faults(XENIT, "{\"false_callback\":1,\"refuse\":1}");
        caller.order(XENIT, "no", 25);
        assertThat(next().json().path("status").stringValue()).isEqualTo("SUCCESS");
    }

    @Test
    void signsAsTheStandardSays() {
        // RFC 4231, test case 2.
        assertThat(Signature.of("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void tellsOfLatePaymentsReversalsAndRefusals() throws Exception {
        caller.faults(
                XENIT, "{\"callback\":1,\"late_success\":1,\"late_after_s\":2,\"reverse\":1,\"reverse_after_s\":2}");
        caller.order(XENIT, "late", 25);
        time.turn(Duration.ofSeconds(2));
        assertThat(next().json().path("status").stringValue()).isEqualTo("SUCCESS");
        skip(3);
        time.turn(Duration.ofSeconds(2));
        assertThat(next().json().path("status").stringValue()).isEqualTo("FAILED");
        skip(3);

        caller.faults(XENIT, "{\"callback\":1,\"refuse\":1}");
        caller.order(XENIT, "no", 25);
        JsonNode refused = next().json();
        assertThat(refused.path("status").stringValue()).isEqualTo("FAILED");
        assertThat(refused.path("external_id").stringValue()).isEqualTo("no");
    }

    @Test
    void goPaidCallsNobodyBack() throws Exception {
        caller.faults(GOPAIDH2H, "{\"callback\":1}");
        caller.faults(XENIT, "{\"callback\":1}");

        caller.order(GOPAIDH2H, "g", 25);
        caller.order(XENIT, "x", 25);

        assertThat(next().path()).isEqualTo("/api/callbacks/XENIT");
    }

    private Received next() throws InterruptedException {
        Received callback = received.poll(5, TimeUnit.SECONDS);
        assertThat(callback).isNotNull();
        return callback;
    }

    private void skip(int callbacks) throws InterruptedException {
        for (int callback = 0; callback < callbacks; callback++) {
            next();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("X-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
        }
    }
}
