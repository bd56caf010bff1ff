package id.kezbek.payouts.providers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.payouts.provider.PayoutProvider.Order;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LineTest {

    private static final String PAID = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final Duration AFTER_A_REST = Duration.ofMillis(150);

    /** Answers one call on an open connection. */
    @FunctionalInterface
    private interface Manner {

        /** @return whether the connection stays open */
        boolean answer(int call, OutputStream out) throws IOException, InterruptedException;
    }

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "any",
            CircuitBreakerConfig.custom()
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private ServerSocket server;
    private volatile Manner manner = (call, out) -> say(out, PAID);

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aCallThatThrowsGivesTheBreakersPermissionBack() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        try (Line line = line("5s", Clock.systemUTC())) {
            // A call without a readable address cannot be built.
            assertThatThrownBy(() -> line.prepare(line.to("/no address"))).isInstanceOf(IllegalArgumentException.class);

            assertThat(line.isHealthy()).isTrue();
        }
    }

    @Test
    void whereNobodyListensNothingIsSent() throws IOException {
        server.close();

        assertThat(order("5s")).isEqualTo(new Reply.NotSent("NOT_REACHED"));
    }

    @Test
    void aFailedHandshakeProvesThatNothingWasSent() {
        try (Line line = new Line(
                URI.create("https://localhost:" + server.getLocalPort()), settings("5s"), breaker, Clock.systemUTC())) {
            assertThat(line.order(anOrder(), line.to("/order").post(Map.of())))
                    .isEqualTo(new Reply.NotSent("NOT_REACHED"));
        }
    }

    @Test
    void anOrderWhoseConnectionBreaksIsLostAndNotRepeated() {
        manner = (call, out) -> false;

        assertThat(order("5s")).isEqualTo(new Reply.Lost("CONNECTION_BROKEN"));
        assertThat(calls).hasValue(1);
    }

    @Test
    void anOrderOnAKeptConnectionThatBreaksIsLostAndNotRepeated() {
        manner = (call, out) -> call == 1 ? say(out, PAID) : false;
        try (Line line = line("5s", Clock.systemUTC())) {
            assertThat(order(line)).isInstanceOf(Reply.Answered.class);

            assertThat(order(line)).isEqualTo(new Reply.Lost("CONNECTION_BROKEN"));
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void aConnectionThatTheProviderClosedAtRestCarriesNoOrder() {
        manner = (call, out) -> {
            say(out, PAID);
            return false;
        };
        try (Line line = line("5s", Clock.systemUTC())) {
            assertThat(order(line)).isInstanceOf(Reply.Answered.class);
            Instant answered = Instant.now();
            Eventually.holds(
                    "the connection is closed and has rested",
                    () -> closed.get() == 1 && Instant.now().isAfter(answered.plus(AFTER_A_REST)));

            assertThat(order(line)).isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void aConnectionIsKeptNoLongerThanTheProviderSays() {
        manner = (call, out) -> say(out, "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 2\r\n\r\n{}");
        try (Line line = line("5s", Clock.systemUTC())) {
            assertThat(order(line)).isInstanceOf(Reply.Answered.class);
            Instant answered = Instant.now();
            Eventually.holds("time goes by", () -> Instant.now().isAfter(answered.plusMillis(5)));

            assertThat(order(line)).isInstanceOf(Reply.Answered.class);
            assertThat(connections).hasValue(2);
        }
    }

    @Test
    void aLineThatIsClosedSendsNothing() {
        Line line = line("5s", Clock.systemUTC());
        line.close();

        assertThat(order(line)).isEqualTo(new Reply.NotSent("NOT_REACHED"));
        assertThat(calls).hasValue(0);
    }

    /** The client tells of it by an exception that is none of the network's. */
    @Test
    void aConnectionThatIsTakenAwayBeforeTheOrderIsWrittenCarriesNone() {
        AtomicInteger looks = new AtomicInteger();
        InstantSource time = () -> {
            if (looks.getAndIncrement() == 1) {
                throw new IllegalStateException("Connection is not open");
            }
            return Instant.now();
        };
        try (Line line = line("5s", time.withZone(ZoneOffset.UTC))) {
            assertThat(order(line)).isEqualTo(new Reply.NotSent("NOT_REACHED"));
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void anErrorOfThisProcessDoesNotCloseTheLine() {
        AtomicInteger looks = new AtomicInteger();
        InstantSource time = () -> {
            if (looks.getAndIncrement() == 1) {
                throw new LinkageError("a class that is not there");
            }
            return Instant.now();
        };
        try (Line line = line("5s", time.withZone(ZoneOffset.UTC))) {
            assertThat(order(line)).isEqualTo(new Reply.NotSent("NOT_REACHED"));

            assertThat(order(line)).isInstanceOf(Reply.Answered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
            })
    void noAnswerMakesTheClientSendAgain(String answer) {
        manner = (call, out) -> say(out, answer);

        assertThat(order("5s")).isEqualTo(new Reply.Answered(Integer.parseInt(answer.substring(9, 12)), ""));
        assertThat(calls).hasValue(1);
    }

    @Test
    void theTimeOutHoldsForAnAnswerThatTricklesIn() {
        manner = (call, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
            return trickle(out);
        };

        assertThat(order("300ms")).isEqualTo(new Reply.Lost("TIMEOUT"));
    }

    @Test
    void theTimeOutHoldsForHeadersThatTrickleIn() {
        manner = (call, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nX-Long: ");
            return trickle(out);
        };

        assertThat(order("300ms")).isEqualTo(new Reply.Lost("TIMEOUT"));
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() {
        manner = (call, out) -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n" + "x".repeat(65_537));

        assertThat(order("5s")).isEqualTo(new Reply.Lost("CONNECTION_BROKEN"));
    }

    @Test
    void theLeaseIsLookedAtOnceMoreRightBeforeTheOrderIsWritten() {
        AtomicInteger looks = new AtomicInteger();
        Order order = anOrder();
        InstantSource time =
                () -> looks.getAndIncrement() == 0 ? order.expiresAt().minusMillis(1) : order.expiresAt();
        try (Line line = line("5s", time.withZone(ZoneOffset.UTC))) {
            assertThat(line.order(order, line.to("/order").post(Map.of()))).isEqualTo(new Reply.NotSent("LEASE_OVER"));
        }
        assertThat(calls).hasValue(0);
    }

    private Reply order(String timeout) {
        try (Line line = line(timeout, Clock.systemUTC())) {
            return order(line);
        }
    }

    private static Reply order(Line line) {
        return line.order(anOrder(), line.to("/order").post(Map.of("amount", 1)));
    }

    private static Order anOrder() {
        return new Order(
                "01k8zj2x7f4w2r9v0c5m3n6p8q",
                "LAJADA",
                new Msisdn("628118770510"),
                "JOSVO",
                Money.rupiah(12_500),
                Instant.now().plusSeconds(60));
    }

    private Line line(String timeout, Clock clock) {
        return new Line(URI.create("http://127.0.0.1:" + server.getLocalPort()), settings(timeout), breaker, clock);
    }

    private static ProviderSettings settings(String timeout) {
        return new Binder(new MapConfigurationPropertySource(Map.of("cezbek.providers.any.timeout", timeout)))
                .bindOrCreate("cezbek.providers.any", ProviderSettings.class);
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> converse(connection));
            }
        } catch (IOException over) {
            // The test has ended.
        }
    }

    private void converse(Socket connection) {
        try (connection;
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            while (readCall(in)) {
                if (!manner.answer(calls.incrementAndGet(), out)) {
                    break;
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The client has gone.
        }
        closed.incrementAndGet();
    }

    private static boolean readCall(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || (head.isEmpty() && !Character.isLetter(next))) {
                return false;
            }
            head.append((char) next);
        }
        String length = head.toString().replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
        return true;
    }

    private static boolean say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
        return true;
    }

    private static boolean trickle(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            say(out, "x");
            Thread.sleep(20);
        }
    }
}
