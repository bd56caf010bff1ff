package id.kezbek.console.operations;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Converts JSON responses of API v2 to records. {@code accepted_at} becomes {@code acceptedAt}; an amount becomes
 * {@link Money}.
 */
final class AnswerJson {

    private static final class Amounts extends ValueDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode amount = context.readTree(parser);
            return Money.rupiah(
                    new BigDecimal(amount.isObject() ? amount.path("value").asString() : amount.asString()));
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addDeserializer(Money.class, new Amounts()))
            .build();

    private AnswerJson() {}

    static <T> T read(byte[] body, Class<T> type) {
        return JSON.readValue(body, type);
    }

    static <T> T read(JsonNode body, Class<T> type) {
        return JSON.treeToValue(body, type);
    }

    static JsonNode tree(byte[] body) {
        return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    }

    static byte[] bytes(Object body) {
        return JSON.writeValueAsBytes(body);
    }
}
