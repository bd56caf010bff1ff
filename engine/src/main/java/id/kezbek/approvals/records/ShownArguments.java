package id.kezbek.approvals.records;

import id.kezbek.shared.Ids;
import id.kezbek.shared.Masking;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Converts a proposal's arguments to the form of API v2: names in snake case, decimals as strings, ids in their usual
 * form, and customers' phone numbers masked. The stored arguments do not change.
 */
public final class ShownArguments {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final JsonNodeFactory NODES = new JsonNodeFactory();
    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private ShownArguments() {}

    public static JsonNode of(String arguments) {
        return shown("", EXACT.readTree(arguments));
    }

    private static JsonNode shown(String name, JsonNode node) {
        if (node.isObject()) {
            var object = NODES.objectNode();
            node.properties()
                    .forEach(
                            field -> object.set(snake(field.getKey()), shown(snake(field.getKey()), field.getValue())));
            return object;
        }
        if (node.isArray()) {
            var array = NODES.arrayNode();
            node.forEach(element -> array.add(shown(name, element)));
            return array;
        }
        if (node.isString()) {
            return NODES.stringNode(text(name, node.stringValue()));
        }
        boolean isDecimal = node.isNumber() && (!node.isIntegralNumber() || name.equals("percent"));
        return isDecimal ? NODES.stringNode(decimal(name, node.decimalValue())) : node;
    }

    private static String decimal(String name, BigDecimal value) {
        boolean isAmount = !name.equals("percent") && value.scale() <= Money.SCALE;
        return isAmount ? Money.rupiah(value).decimal().toPlainString() : value.toPlainString();
    }

    private static String text(String name, String value) {
        if (UUID_TEXT.matcher(value).matches()) {
            return Ids.text(UUID.fromString(value));
        }
        return name.endsWith("msisdn") ? Masking.masked(value) : value;
    }

    private static String snake(String name) {
        return HUMP.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
