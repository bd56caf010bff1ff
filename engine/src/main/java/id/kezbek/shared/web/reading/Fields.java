package id.kezbek.shared.web.reading;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.Refusal.FieldError;
import id.kezbek.shared.Texts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns an untrusted body into checked values. The class collects all errors before it refuses the request, so that a
 * developer can correct all errors at once. For an invalid field, a method returns a placeholder value. {@link #read}
 * returns the created object only if there are no errors.
 */
public final class Fields {

    /** The largest accepted amount. */
    private static final Money LARGEST_AMOUNT = Money.rupiah(1_000_000_000_000L);

    /** The error message for amounts that become payouts and are not whole rupiah. */
    public static final String WHOLE = "must be whole rupiah, such as 1000";

    private static final Msisdn STAND_IN_MSISDN = new Msisdn("00000000");
    private static final int TIME_MAX = 40;
    private static final Pattern IDR = Pattern.compile("IDR");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    private final Function<String, @Nullable JsonNode> source;
    final FaultList errors;
    private final Set<String> asked = new HashSet<>();

    private Fields(Function<String, @Nullable JsonNode> source) {
        this(source, new FaultList());
    }

    Fields(Function<String, @Nullable JsonNode> source, FaultList errors) {
        this.source = source;
        this.errors = errors;
    }

    /**
     * Reads a JSON object and ignores unknown fields (v1).
     *
     * @throws Refusal BAD_PAYLOAD with every wrong field, or {@code body} if the body is not a JSON object
     */
    public static <T> T read(byte @Nullable [] body, Function<Fields, T> reader) {
        JsonNode object = JsonBody.parse(body);
        Fields fields = new Fields(object::get);
        T value = reader.apply(fields);
        fields.refuseWhereAtFault();
        return value;
    }

    /** Like {@link #read(byte[], Function)}, but refuses unknown fields (v2). */
    public static <T> T readStrictly(byte @Nullable [] body, Function<Fields, T> reader) {
        JsonNode object = JsonBody.parse(body);
        Fields fields = new Fields(object::get);
        T value = reader.apply(fields);
        fields.refuseOthersThanAsked(object);
        fields.refuseWhereAtFault();
        return value;
    }

    /** Requires a request without fields: no body, or an empty object. */
    public static void readNothing(byte @Nullable [] body) {
        if (body != null && body.length > 0) {
            boolean unused = readStrictly(body, fields -> true);
        }
    }

    /** Reads the text fields of a form. Each field must occur only once. */
    public static <T> T readForm(Map<String, List<String>> form, Function<Fields, T> reader) {
        Fields fields = new Fields(name -> {
            List<String> texts = form.getOrDefault(name, List.of());
            return texts.isEmpty() ? null : JsonBody.JSON.getNodeFactory().stringNode(texts.getFirst());
        });
        T value = reader.apply(fields);
        for (String name : fields.asked) {
            if (form.getOrDefault(name, List.of()).size() > 1) {
                fields.fault(name, "must occur only once");
            }
        }
        fields.refuseWhereAtFault();
        return value;
    }

    /** A required text of 1 to {@code maxLength} characters (code points) without control characters. */
    public String text(String name, int maxLength) {
        String text = required(name);
        return text == null ? "" : checkedText(name, text, maxLength, TextRules.NOTHING);
    }

    /**
     * Like {@link #text(String, int)}, for a text that identifies something and is compared with other texts. Returns
     * the text in Unicode NFC. The text must not begin or end with a blank, and may contain no blank other than U+0020.
     */
    public String identifier(String name, int maxLength) {
        String text = text(name, maxLength);
        if (Texts.hasStrayBlanks(text)) {
            fault(name, Texts.NO_STRAY_BLANKS);
        }
        return text;
    }

    /** Like {@link #text(String, int)}, and the text must match a pattern. {@code what} describes the pattern. */
    public String text(String name, int maxLength, Pattern shape, String what) {
        String text = text(name, maxLength);
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            fault(name, "must be " + what);
        }
        return text;
    }

    public String email(String name) {
        String text = text(name, Texts.EMAIL_MAX);
        if (!text.isEmpty() && !Texts.isEmail(text)) {
            fault(name, "must be an e-mail address such as name@example.com");
        }
        return text;
    }

    /** An e-mail address that may be absent, null or empty. */
    public @Nullable String optionalEmail(String name) {
        JsonNode node = node(name);
        boolean isEmpty = node != null && node.isString() && node.stringValue().isEmpty();
        return isGiven(name) && !isEmpty ? email(name) : null;
    }

    /** Like {@link #identifier}, for a field that may be absent or null. */
    public @Nullable String optionalIdentifier(String name, int maxLength) {
        return isGiven(name) ? identifier(name, maxLength) : null;
    }

    /** Like {@link #text(String, int)}, for a field that may be absent or null. */
    public @Nullable String optionalText(String name, int maxLength) {
        return isGiven(name) ? text(name, maxLength) : null;
    }

    /** A mobile number in any usual notation, returned in canonical form. */
    public Msisdn msisdn(String name) {
        String text = required(name);
        if (text == null) {
            return STAND_IN_MSISDN;
        }
        Optional<Msisdn> msisdn = Msisdn.parse(text);
        if (msisdn.isEmpty()) {
            fault(name, Msisdn.expected());
        }
        return msisdn.orElse(STAND_IN_MSISDN);
    }

    /** A whole number, written as a JSON number. */
    public int integer(String name, int min, int max) {
        JsonNode node = present(name);
        if (node == null) {
            return min;
        }
        BigDecimal number = node.isNumber() ? node.decimalValue() : null;
        if (number == null
                || number.compareTo(BigDecimal.valueOf(min)) < 0
                || number.compareTo(BigDecimal.valueOf(max)) > 0
                || number.stripTrailingZeros().scale() > 0) {
            fault(name, "must be a whole number from " + min + " to " + max);
            return min;
        }
        return number.intValueExact();
    }

    /** Like {@link #integer}, for a field that may be absent or null. */
    public @Nullable Integer optionalInteger(String name, int min, int max) {
        return isGiven(name) ? Integer.valueOf(integer(name, min, max)) : null;
    }

    /**
     * An instant in the form of RFC 3339, truncated to microseconds as in the database, for a field that may be absent
     * or null.
     */
    public @Nullable Instant optionalInstant(String name) {
        String text = optionalText(name, TIME_MAX);
        if (text == null || text.isEmpty()) {
            return null;
        }
        Optional<Instant> instant = Times.parse(text);
        if (instant.isEmpty()) {
            fault(name, "must be a time such as 2026-07-01T00:00:00Z");
        }
        return instant.map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(null);
    }

    /** Like {@link #bool}, for a field that may be absent or null. */
    public @Nullable Boolean optionalBool(String name) {
        return isGiven(name) ? Boolean.valueOf(bool(name)) : null;
    }

    /** A JSON true or false. */
    public boolean bool(String name) {
        JsonNode node = present(name);
        if (node != null && !node.isBoolean()) {
            fault(name, "must be true or false");
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** An amount of rupiah above 0 with at most two decimals, as a JSON number or a quoted number. */
    public Money amount(String name) {
        JsonNode node = present(name);
        if (node == null) {
            return Money.ZERO;
        }
        BigDecimal number = number(node);
        if (number == null) {
            fault(name, "must be a number or a quoted number such as 750000 or \"750000.50\"");
            return Money.ZERO;
        }
        if (number.signum() <= 0 || number.compareTo(LARGEST_AMOUNT.decimal()) > 0) {
            fault(name, "must be more than 0 and at most 1000000000000");
            return Money.ZERO;
        }
        if (number.stripTrailingZeros().scale() > Money.SCALE) {
            fault(name, "must have at most two decimals");
            return Money.ZERO;
        }
        return Money.rupiah(number);
    }

    /** A v2 amount above 0: an object with {@code value}, a decimal number in quotes, and {@code currency}, IDR. */
    public Money money(String name) {
        JsonNode node = present(name);
        if (node == null) {
            return Money.ZERO;
        }
        if (!node.isObject()) {
            fault(name, "must be an object such as {\"value\":\"750000.00\",\"currency\":\"IDR\"}");
            return Money.ZERO;
        }
        Fields inner = new Fields(node::get);
        inner.text("currency", 3, IDR, "IDR");
        JsonNode value = node.get("value");
        if (value != null && !value.isString()) {
            inner.fault("value", "must be a number in quotes such as \"750000.00\"");
        }
        Money money = inner.amount("value");
        inner.refuseOthersThanAsked(node);
        inner.errors.toList("fields").forEach(error -> fault(name + "." + error.field(), error.reason()));
        return money;
    }

    /** Like {@link #money(String)}, for a field that may be absent or null. */
    public @Nullable Money optionalMoney(String name) {
        return isGiven(name) ? money(name) : null;
    }

    /** Like {@link #money(String)}, for an amount that can become a payout and must be whole rupiah. */
    public Money wholeMoney(String name) {
        Money money = money(name);
        if (!money.isWhole()) {
            fault(name + ".value", WHOLE);
        }
        return money;
    }

    /** Like {@link #wholeMoney(String)}, for a field that may be absent or null. */
    public @Nullable Money optionalWholeMoney(String name) {
        return isGiven(name) ? wholeMoney(name) : null;
    }

    /** Whether the field is present and not null. */
    public boolean isGiven(String name) {
        JsonNode node = node(name);
        return node != null && !node.isNull();
    }

    /** Records an error that the caller found. */
    public void fault(String field, String reason) {
        errors.add(new FieldError(field, reason));
    }

    /** Like {@link #text(String, int)}, for a text of several lines. All line ends become line feeds (U+000A). */
    public String lines(String name, int maxLength) {
        String text = required(name);
        return text == null ? "" : checkedText(name, text.replace("\r\n", "\n"), maxLength, TextRules.LINES);
    }

    /** Like {@link #lines}, for a field that may be absent or null. */
    public @Nullable String optionalLines(String name, int maxLength) {
        return isGiven(name) ? lines(name, maxLength) : null;
    }

    /** A list of objects, each read strictly. An invalid object is omitted and reported with its position. */
    public <T> List<T> objects(String name, int min, int max, Function<Fields, T> reader) {
        JsonNode list = present(name);
        List<T> values = new ArrayList<>();
        if (list == null) {
            return values;
        }
        if (!list.isArray() || list.size() < min || list.size() > max) {
            fault(name, "must be a list of " + min + " to " + max + " objects");
            return values;
        }
        for (int i = 0; i < list.size(); i++) {
            switch (Elements.read(list.get(i), name + "[" + i + "]", reader, new FaultList.Budget())) {
                case Element.Good<T> good -> values.add(good.value());
                case Element.Faulty<T> faulty -> faulty.refusal().errors().forEach(errors::add);
            }
        }
        return values;
    }

    /** An object of any content, which the caller checks and reports with {@link #fault}; empty without an object. */
    public JsonNode object(String name) {
        JsonNode node = present(name);
        if (node != null && !node.isObject()) {
            fault(name, "must be a JSON object");
        }
        return node == null || !node.isObject() ? JsonBody.JSON.createObjectNode() : node;
    }

    JsonNode list(String name, int maxElements) {
        JsonNode node = present(name);
        if (node != null && (!node.isArray() || node.isEmpty() || node.size() > maxElements)) {
            fault(name, "must be a list of 1 to " + maxElements + " objects");
        }
        return node == null ? JsonBody.JSON.createArrayNode() : node;
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isString() && NUMBER.matcher(node.stringValue()).matches()) {
            return new BigDecimal(node.stringValue());
        }
        return null;
    }

    private @Nullable String required(String name) {
        JsonNode node = present(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            fault(name, "must be a string");
            return null;
        }
        return node.stringValue();
    }

    private String checkedText(String name, String text, int maxLength, Pattern allowed) {
        String reason = TextRules.fault(text, maxLength, allowed);
        if (reason != null) {
            fault(name, reason);
            return "";
        }
        return Texts.composed(text);
    }

    private @Nullable JsonNode present(String name) {
        JsonNode node = node(name);
        if (node == null || node.isNull()) {
            fault(name, "is required");
            return null;
        }
        return node;
    }

    @Nullable
    JsonNode node(String name) {
        asked.add(name);
        return source.apply(name);
    }

    void refuseOthersThanAsked(JsonNode object) {
        for (String name : object.propertyNames()) {
            if (!asked.contains(name)) {
                fault(TextRules.printable(name), "is unknown; remove it");
            }
        }
    }

    private void refuseWhereAtFault() {
        if (!errors.isEmpty()) {
            throw new Refusal(ErrorCode.BAD_PAYLOAD, "bad payload", errors.toList());
        }
    }
}
