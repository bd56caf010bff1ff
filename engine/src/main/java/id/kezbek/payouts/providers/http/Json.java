package id.kezbek.payouts.providers.http;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON to and from providers; incoming JSON is untrusted. */
public final class Json {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,2}0*)?");

    private Json() {}

    /** Minified JSON. */
    public static byte[] bytes(Object order) {
        return JSON.writeValueAsBytes(order);
    }

    /** The JSON object in a response; empty if there is none. */
    static Optional<JsonNode> object(String body) {
        return parsed(body).filter(JsonNode::isObject);
    }

    /** Any JSON in a response; empty if the response is not JSON. */
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

    /**
     * An amount of rupiah, as a number or as text, for example 10000.00. Empty if the value is not an amount or has
     * more than two decimals.
     */
    public static Optional<Money> amount(JsonNode object, String field) {
        JsonNode node = object.get(field);
        Optional<String> written = node != null && node.isNumber()
                ? Optional.of(node.decimalValue().toPlainString())
                : text(object, field);
        return written.filter(number -> AMOUNT.matcher(number).matches())
                .map(number -> Money.rupiah(new BigDecimal(number)));
    }
}
