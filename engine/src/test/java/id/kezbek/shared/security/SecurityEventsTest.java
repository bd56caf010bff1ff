package id.kezbek.shared.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecurityEventsTest {

    private static final String ADDRESS = "203.0.113.7";

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SecurityEvents events =
            new SecurityEvents(new KeyedHash(Base64.getEncoder().encodeToString(new byte[32])), meters, clock);
    private final Logger log = (Logger) LoggerFactory.getLogger(SecurityEvents.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
    }

    @Test
    void writesEventPersonAndAddress() {
        events.record(SecurityEvent.SIGNATURE_REFUSED, Actor.credential("01jd8"), ADDRESS, "late");

        assertThat(fields(lines.list.getFirst()))
                .containsEntry("event", "signature-refused")
                .containsEntry("actor", "credential:01jd8")
                .containsEntry("address", ADDRESS)
                .containsEntry("object", "late")
                .containsEntry("left_out", "0");
        assertThat(counted(SecurityEvent.SIGNATURE_REFUSED)).isEqualTo(1);
    }

    @Test
    void writesNoPersonalData() {
        events.record(SecurityEvent.LOGIN_FAILED, Actor.mailbox("Budi@example.com"), ADDRESS, "to budi@example.com");
        events.record(SecurityEvent.LOGIN_FAILED, Actor.mailbox("budi@example.com"), ADDRESS, "+62 811-8770-510\n");
        events.record(
                SecurityEvent.ROLE_REFUSED,
                Actor.of(new Caller(Role.OFFICER, "budi@example.com", new PartnerId(1))),
                ADDRESS,
                "INV-628118770510");

        List<Map<String, String>> written =
                lines.list.stream().map(SecurityEventsTest::fields).toList();
        assertThat(written.toString()).doesNotContainIgnoringCase("budi").doesNotContain("8770", "\n");
        assertThat(written.stream().map(line -> line.get("actor")).distinct())
                .as("one person in one spelling or another is one actor")
                .hasSize(1);
    }

    @Test
    void limitsLinesOfAddressAndCountsOmitted() {
        for (int call = 0; call < 1_000; call++) {
            events.record(SecurityEvent.LIMIT_EXCEEDED, Actor.unknown(), ADDRESS, "address");
        }
        events.record(SecurityEvent.LIMIT_EXCEEDED, Actor.unknown(), "198.51.100.9", "address");

        assertThat(lines.list).hasSize(SecurityEvents.LINES_PER_ADDRESS_MAX + 1);
        assertThat(fields(lines.list.getLast()))
                .as("another address has its own line")
                .containsEntry("address", "198.51.100.9")
                .containsEntry("left_out", "990");
        assertThat(counted(SecurityEvent.LIMIT_EXCEEDED)).isEqualTo(1_001);
    }

    @Test
    void boundsLinesOfAKindAndOfNoOther() {
        for (int call = 0; call < 1_000; call++) {
            events.record(SecurityEvent.TOKEN_REFUSED, Actor.unknown(), "198.51.100." + call, "token");
        }
        events.record(SecurityEvent.KEY_CHANGED, Actor.engine(), SecurityEvents.NO_ADDRESS, "signing-key");

        assertThat(lines.list).hasSize(SecurityEvents.LINES_MAX + 1);
    }

    @Test
    void reportsOmittedLinesAfterWindow() {
        for (int call = 0; call < 25; call++) {
            events.record(SecurityEvent.ROLE_REFUSED, Actor.partner("ACME"), ADDRESS, "GET /api/v2/staff");
        }
        events.tellLeftOut();
        assertThat(lines.list).as("the window is open").hasSize(10);

        clock.advance(SecurityEvents.WINDOW);
        events.tellLeftOut();
        events.tellLeftOut();

        assertThat(lines.list).hasSize(11);
        assertThat(fields(lines.list.getLast()))
                .containsEntry("object", "summary")
                .containsEntry("left_out", "15");
    }

    private double counted(SecurityEvent event) {
        return meters.get("cezbek.security.events")
                .tag("event", event.label())
                .counter()
                .count();
    }

    private static Map<String, String> fields(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
