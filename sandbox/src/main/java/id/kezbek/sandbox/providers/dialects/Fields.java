package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.wire.BadField;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON body, with the checks that all providers share. */
public final class Fields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Pattern MSISDN = Pattern.compile("[0-9]{8,15}");
    private static final int MAX_TEXT_LENGTH = 300;

    private final JsonNode body;

    private Fields(JsonNode body) {
        this.body = body;
    }

    public static Fields of(String json) {
        try {
            JsonNode body = JSON.readTree(json);
            if (!body.isObject()) {
                throw new BadField("body", "must be a JSON object");
            }
            return new Fields(body);
        } catch (JacksonException e) {
            throw new BadField("body", "must be a JSON object");
        }
    }

    String text(String field) {
        JsonNode node = body.path(field);
        if (!node.isString()
                || node.stringValue().isBlank()
                || node.stringValue().length() > MAX_TEXT_LENGTH) {
            throw new BadField(field, "must be a text of 1 to " + MAX_TEXT_LENGTH + " characters");
        }
        return node.stringValue();
    }

    String msisdn(String field) {
        return checkedMsisdn(field, text(field));
    }

    static String checkedMsisdn(String field, String msisdn) {
        if (!MSISDN.matcher(msisdn).matches()) {
            throw new BadField(field, "must be 8 to 15 digits");
        }
        return msisdn;
    }

    /** Whole rupiah up to the wallets' limit. The text 1500.00 is a whole amount too. */
    long amount(String field) {
        JsonNode node = body.path(field);
        if (!node.isNumber()) {
            throw new BadField(field, "must be a number");
        }
        BigDecimal amount = node.decimalValue();
        boolean inRange = amount.compareTo(BigDecimal.valueOf(Order.MIN_AMOUNT)) >= 0
                && amount.compareTo(BigDecimal.valueOf(Order.MAX_AMOUNT)) <= 0;
        if (!inRange || amount.stripTrailingZeros().scale() > 0) {
            throw new BadField(field, "must be whole rupiah from " + Order.MIN_AMOUNT + " to " + Order.MAX_AMOUNT);
        }
        return amount.longValueExact();
    }

    boolean has(String field) {
        return body.has(field);
    }

    /** A share from 0 to 1; 0 if the field is missing. */
    public double share(String field) {
        if (!has(field)) {
            return 0;
        }
        JsonNode node = body.path(field);
        double share = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(share >= 0 && share <= 1)) {
            throw new BadField(field, "must be a number from 0 to 1");
        }
        return share;
    }

    public int whole(String field, int whenMissing, int most) {
        if (!has(field)) {
            return whenMissing;
        }
        JsonNode node = body.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0 || node.intValue() > most) {
            throw new BadField(field, "must be a whole number from 0 to " + most);
        }
        return node.intValue();
    }

    public long seed(String field, long whenMissing) {
        if (!has(field)) {
            return whenMissing;
        }
        JsonNode node = body.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new BadField(field, "must be a whole number");
        }
        return node.longValue();
    }

    public void refuseOthersThan(Collection<String> known) {
        for (String field : body.propertyNames()) {
            if (!known.contains(field)) {
                throw new BadField(field, "is not known");
            }
        }
    }
}
