package id.kezbek.shared.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.kezbek.shared.security.SecurityEvents.Kind;
import id.kezbek.testing.TestClock;
import id.kezbek.testing.TestSecurity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecurityEventsTest {

    private static final Caller PERSON = new Caller(Role.FINANCE, "Siti@Kezbek.id", null);

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SecurityEvents events =
            TestSecurity.events(meters, clock);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SecurityEvents.LOGGER);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        CallOrigin.leave();
    }

    @Test
    void saysWhoFromWhereAndWhatWithoutPersonalData() {
        CallOrigin.enter(() -> "203.0.113.7");
        events.record(Kind.FORBIDDEN, PERSON, "POST /api/v2/partners: your role does not admit this");

        Map<String, String> line = values(lines.list.getFirst());
        assertThat(line)
                .containsEntry("event", "FORBIDDEN")
                .containsEntry("address", "203.0.113.7")
                .containsEntry("what", "POST /api/v2/partners: your role does not admit this");
        assertThat(line.get("who")).matches("FINANCE [0-9a-f]{16}");
        assertThat(line.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("siti");
    }

    @Test
    void namesOnePersonTheSameHoweverTheAddressIsWritten() {
        events.record(Kind.FORBIDDEN, PERSON, "x");
        events.record(Kind.FORBIDDEN, new Caller(Role.FINANCE, "siti@kezbek.id", null), "x");
        events.record(Kind.FORBIDDEN, new Caller(Role.FINANCE, "budi@kezbek.id", null), "x");

        assertThat(lines.list.stream().map(line -> values(line).get("who")).distinct())
                .hasSize(2);
    }

    @Test
    void boundsTheLinesOfAFloodAndCountsAll() {
        for (int i = 0; i < 1_000; i++) {
            events.record(Kind.TOKEN_REFUSED, (Caller) null, "GET /");
        }
        events.record(Kind.BREAK_GLASS, PERSON, "came in");
        assertThat(lines.list).hasSize(SecurityEvents.LINES_PER_MINUTE + 1);
        assertThat(meters.counter("cezbek.security.events", "kind", "token_refused")
                        .count())
                .isEqualTo(1_000);

        clock.advance(Duration.ofMinutes(1));
        events.record(Kind.TOKEN_REFUSED, (Caller) null, "GET /");
        assertThat(values(lines.list.getLast())).containsEntry("leftOut", "900");
    }

    private static Map<String, String> values(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
