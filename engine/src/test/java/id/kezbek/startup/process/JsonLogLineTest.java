package id.kezbek.startup.process;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogLineTest {

    private final LoggerContext logback = new LoggerContext();

    @Test
    void writesOneLineOfJsonWithEveryPair() {
        LoggingEvent event = event(null, Map.of("requestId", "r-1", "reference", "of the call"));
        event.addKeyValuePair(new KeyValuePair("reference", "INV/\n\"1\""));
        event.addKeyValuePair(new KeyValuePair("recurring", 3));
        event.addKeyValuePair(new KeyValuePair("cashback", new BigDecimal("7500.00")));

        String line = line(event);

        assertThat(line).endsWith("}\n").hasLineCount(1);
        JsonNode read = JsonMapper.shared().readTree(line);
        assertThat(read.get("@timestamp").asString()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(read.get("message").asString()).isEqualTo("purchase accepted");
        assertThat(read.get("level").asString()).isEqualTo("INFO");
        assertThat(read.get("requestId").asString()).isEqualTo("r-1");
        assertThat(read.get("reference").asString()).isEqualTo("INV/\n\"1\"");
        assertThat(read.get("recurring").isInt()).isTrue();
        assertThat(read.get("cashback").asString()).isEqualTo("7500.00");
    }

    @Test
    void keepsTheStackTraceWithinItsLine() {
        String line = line(event(new IllegalStateException("no"), Map.of()));

        assertThat(line).hasLineCount(1);
        assertThat(JsonMapper.shared().readTree(line).get("stack_trace").asString())
                .contains("IllegalStateException: no", "JsonLogLineTest");
    }

    private LoggingEvent event(@Nullable Throwable thrown, Map<String, String> context) {
        LoggingEvent event = new LoggingEvent(
                "", logback.getLogger("id.kezbek.purchase"), Level.INFO, "purchase accepted", thrown, new Object[0]);
        event.setMDCPropertyMap(context);
        event.setInstant(Instant.parse("2026-03-01T00:00:00Z"));
        return event;
    }

    private String line(LoggingEvent event) {
        ThrowableProxyConverter traces = new ThrowableProxyConverter();
        traces.setContext(logback);
        traces.start();
        return new String(new JsonLogLine(traces).formatAsBytes(event, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
