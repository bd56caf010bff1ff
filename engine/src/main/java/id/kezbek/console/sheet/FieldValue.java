package id.kezbek.console.sheet;

import id.kezbek.shared.Jakarta;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Converts typed texts to values for operations. A text that is not such a value is sent unchanged, so that the
 * operation reports the error.
 */
public final class FieldValue {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");
    private static final Pattern POINTS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]{1,2})?");
    private static final Pattern COMMAS = Pattern.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]{1,2})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9]+,[0-9]{1,2}");

    private FieldValue() {}

    static Object of(Input input, String text) {
        return switch (input.kind()) {
            case AMOUNT -> amount(text);
            case NUMBER, HIDDEN_NUMBER -> WHOLE.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
            case PERCENT -> percent(text);
            case YES_NO -> yesOrNo(text);
            case TIME -> time(text);
            case TEXT, EMAIL, LINES, CHOICE, FILE, HIDDEN -> text;
        };
    }

    private static Object yesOrNo(String text) {
        return switch (text) {
            case "YES" -> true;
            case "NO" -> false;
            default -> text;
        };
    }

    /**
     * An amount of API v2. Thousands separators are removed, for example in {@code 1.250.000} (Indonesian) and
     * {@code 1,250,000} (English).
     */
    public static Map<String, String> amount(String text) {
        return Map.of("value", decimal(text.strip()), "currency", "IDR");
    }

    /**
     * A percentage of API v2, without the percent sign. Quotes are also removed, because people copy them from the
     * examples in error messages.
     */
    public static String percent(String text) {
        return text.replace("%", "").replace("\"", "").replace(',', '.').strip();
    }

    static String decimal(String text) {
        String number = text.replace("\"", "").replaceFirst("^Rp\\s*", "");
        if (POINTS.matcher(number).matches()) {
            return number.replace(".", "").replace(',', '.');
        }
        if (COMMAS.matcher(number).matches()) {
            return number.replace(",", "");
        }
        return DECIMAL_COMMA.matcher(number).matches() ? number.replace(',', '.') : number;
    }

    /** Converts a time in Asia/Jakarta to UTC. */
    private static String time(String text) {
        try {
            return LocalDateTime.parse(text).atZone(Jakarta.ZONE).toInstant().toString();
        } catch (DateTimeParseException unreadable) {
            return text;
        }
    }
}
