package id.kezbek.startup.process;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Money;
import id.kezbek.shared.traces.Traced;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Writes log lines in Logstash's JSON, like Spring Boot's format {@code logstash}. Each purchase writes a line. Spring
 * Boot's writer used 5 % of the engine's processor time; this writer uses a third of this time. This writer also masks
 * personal data in all log lines.
 */
public final class JsonLogLine implements StructuredLogFormatter<ILoggingEvent> {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LINE_BYTES = 768;
    private static final String VERSION = "1";

    private final ThrowableProxyConverter stackTraces;

    public JsonLogLine(ThrowableProxyConverter stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public String format(ILoggingEvent event) {
        return new String(formatAsBytes(event, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] formatAsBytes(ILoggingEvent event, Charset charset) {
        ByteArrayBuilder line = new ByteArrayBuilder(USUAL_LINE_BYTES);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringProperty("@timestamp", event.getInstant().toString());
            json.writeStringProperty("@version", VERSION);
            json.writeStringProperty("message", Masking.masked(event.getFormattedMessage()));
            json.writeStringProperty("logger_name", event.getLoggerName());
            json.writeStringProperty("thread_name", event.getThreadName());
            json.writeStringProperty("level", event.getLevel().toString());
            json.writeNumberProperty("level_value", event.getLevel().toInt());
            List<KeyValuePair> pairs = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
            event.getMDCPropertyMap().forEach((name, value) -> {
                // The log event's own value of this name has precedence, so that each name occurs once.
                if (pairs.stream().noneMatch(pair -> pair.key.equals(name))) {
                    json.writeStringProperty(name, shown(name, value));
                }
            });
            writePairs(json, pairs);
            writeTags(json, event.getMarkerList());
            if (event.getThrowableProxy() != null) {
                json.writeStringProperty("stack_trace", Masking.masked(stackTraces.convert(event)));
            }
            json.writeEndObject();
        }
        line.append('\n');
        return line.toByteArray();
    }

    private static void writePairs(JsonGenerator json, List<KeyValuePair> pairs) {
        for (KeyValuePair pair : pairs) {
            json.writeName(pair.key);
            switch (pair.value) {
                case null -> json.writeNull();
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Boolean flag -> json.writeBoolean(flag);
                // Amounts are strings, because readers would parse a JSON number as a double.
                case Money money -> json.writeString(money.toString());
                case BigDecimal number -> json.writeString(number.toString());
                case Masking.Safe safe -> json.writeString(safe.text());
                case Object other -> json.writeString(shown(pair.key, other.toString()));
            }
        }
    }

    /**
     * Masks values that were not masked earlier. A trace id is not masked, although a trace id may contain only digits.
     */
    private static String shown(String name, String value) {
        return name.equals(Traced.LOG_KEY) ? value : Masking.masked(value);
    }

    private static void writeTags(JsonGenerator json, @Nullable List<Marker> markers) {
        if (markers == null || markers.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("tags");
        markers.forEach(marker -> json.writeString(marker.getName()));
        json.writeEndArray();
    }
}
