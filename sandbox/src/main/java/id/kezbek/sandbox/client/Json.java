package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the engine's JSON. Amounts stay exact. */
public final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An amount of v2, {@code {"value":"12.00","currency":"IDR"}}, or a plain number; zero if both are missing. */
    public static BigDecimal amount(JsonNode node) {
        JsonNode value = node.isObject() ? node.path("value") : node;
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isString() ? new BigDecimal(value.stringValue()) : BigDecimal.ZERO;
    }
}
