package id.kezbek.shared.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import id.kezbek.shared.Eventually;
import id.kezbek.testing.TraceReceiver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The delivered spans, the spans that are not delivered, and spans while the receiver is unavailable. */
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int MORE_THAN_MAY_WAIT = 5_000;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TellsWhenAway.class);

    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        listener.start();
        logger.addAppender(listener);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(listener);
    }

    @Test
    void withoutAReceiverNothingIsTraced() {
        try (Traces traces = traces("", 10);
                Traced span = traces.begin("work")) {
            assertThat(traces.areOn()).isFalse();
            assertThat(span).isSameAs(Traced.NONE);
            assertThat(traces.here()).isNull();
            assertThat(MDC.get(Traced.LOG_KEY)).isNull();
        }
    }

    @Test
    void continuesCallersTraceAndLogsItsId() {
        try (TraceReceiver receiver = TraceReceiver.start(0);
                Traces traces = traces(receiver.address(), 100)) {
            receiver.listen();
            try (Traced call = traces.beginCallIn("GET", "00-" + TRACE + "-00f067aa0ba902b7-01")) {
                assertThat(MDC.get(Traced.LOG_KEY)).isEqualTo(TRACE);
                try (Traced inner = traces.begin("inner work")) {
                    inner.put("cezbek.state", "DONE");
                    assertThat(MDC.get(Traced.LOG_KEY)).isEqualTo(TRACE);
                }
                call.rename("GET /api/ping");
            }
            assertThat(MDC.get(Traced.LOG_KEY)).isNull();
            Eventually.holds("both were delivered", () -> receiver.heard("GET /api/ping"));
            assertThat(receiver.heard("inner work")).isTrue();
            assertThat(receiver.heard(new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1)))
                    .isTrue();
            assertThat(receiver.heard("cezbek-engine")).isTrue();
        }
    }

    @Test
    void respectsCallersSamplingDecision() {
        try (TraceReceiver receiver = TraceReceiver.start(0);
                Traces traces = traces(receiver.address(), 100)) {
            receiver.listen();
            try (Traced unwanted = traces.beginCallIn("unwanted", "00-" + TRACE + "-00f067aa0ba902b7-00")) {
                assertThat(traces.here()).isNull();
                unwanted.rename("unwanted still");
            }
            traces.begin("wanted").close();
            Eventually.holds("the next one was delivered", () -> receiver.heard("wanted"));
            assertThat(receiver.heard("unwanted")).isFalse();
        }
    }

    @Test
    void invalidTraceStartsNewOne() {
        try (TraceReceiver receiver = TraceReceiver.start(0);
                Traces traces = traces(receiver.address(), 100);
                Traced call = traces.beginCallIn("GET", "00-customer@example.com-01")) {
            assertThat(MDC.get(Traced.LOG_KEY)).matches("[0-9a-f]{32}");
            call.failed("500");
        }
    }

    @Test
    void unavailableReceiverIsLoggedOnceAndDelaysNothing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = "http://127.0.0.1:" + port + "/v1/traces";
        try (Traces traces = traces(address, 100)) {
            for (int span = 0; span < MORE_THAN_MAY_WAIT; span++) {
                traces.begin("lost").close();
            }
            Eventually.holds("it was found away", () -> !lines.isEmpty());
            traces.begin("lost too").close();
            try (TraceReceiver receiver =
                    TraceReceiver.start(URI.create(address).getPort())) {
                receiver.listen();
                Eventually.holds("it was found back", () -> {
                    traces.begin("found").close();
                    return lines.size() == 2;
                });
                Eventually.holds("what came after is delivered", () -> receiver.heard("found"));
            }
        }
        assertThat(lines.poll()).contains("is unavailable");
        assertThat(lines.poll()).contains("is available again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a-collector:4318", "ftp://a-collector/v1/traces", "http://user:word@collector/", "http:// /"})
    void refusesInvalidAddressWithoutQuotingIt(String address) {
        assertThatThrownBy(() -> traces(address, 10))
                .hasMessageStartingWith("cezbek.traces must be")
                .hasMessageNotContaining(address);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void refusesASharePastItsBounds(int percent) {
        assertThatThrownBy(() -> traces("http://collector:4318/v1/traces", percent))
                .hasMessageContaining("cezbek.traces.percent");
    }

    private static Traces traces(String receiver, int percent) {
        return new TraceConfiguration().traces("cezbek-engine", receiver, percent, SOON);
    }
}
