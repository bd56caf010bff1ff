package id.kezbek.console.sheet;

import id.kezbek.shared.Jakarta;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Converts typed texts to the values of operations. An unreadable text is sent unchanged, so that the operation
 * returns the error.
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
     * An amount of API v2. Dots and commas between groups of three digits are thousands separators: Indonesian {@code
     * 1.250.000} and English {@code 1,250,000}.
     */
    public static Map<String, String> amount(String text) {
        return Map.of("value", decimal(text.strip()), "currency", "IDR");
    }

    /**
     * A percentage of API v2, without the percent sign. Removes quotes too, because the examples in the operation's
     * errors have quotes.
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

    /** A time in Asia/Jakarta. */
    private static String time(String text) {
        try {
            return LocalDateTime.parse(text).atZone(Jakarta.ZONE).toInstant().toString();
        } catch (DateTimeParseException unreadable) {
            return text;
        }
    }
}
