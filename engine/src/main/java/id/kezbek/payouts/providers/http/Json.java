package id.kezbek.payouts.providers.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON to and from providers; incoming JSON is untrusted. */
public final class Json {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Minified JSON. */
    public static byte[] bytes(Object order) {
        return JSON.writeValueAsBytes(order);
    }

    /** The JSON object in a response; empty if there is none. */
    static Optional<JsonNode> object(String body) {
        return parsed(body).filter(JsonNode::isObject);
    }

    /** Any JSON in a response; empty if it is none. */
    public static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(JSON.readTree(body));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** A non-blank text or number, as text. */
    public static Optional<String> text(JsonNode object, String field) {
        JsonNode node = object.get(field);
        return node == null || !(node.isString() || node.isNumber())
                ? Optional.empty()
                : Optional.of(node.asString()).filter(text -> !text.isBlank());
    }
}
