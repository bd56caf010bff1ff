package id.kezbek.shared.web.reading;

import id.kezbek.shared.Texts;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for all texts in requests. */
final class TextRules {

    /** The invisible characters that a text of one line may contain: none. */
    static final Pattern NOTHING = Pattern.compile("(?!)");

    /** The invisible characters that a text of several lines may contain. */
    static final Pattern LINES = Pattern.compile("[\\n\\t]");

    private TextRules() {}

    /**
     * The error in a text; null if there is none.
     *
     * @param maxLength in code points
     */
    static @Nullable String fault(String text, int maxLength, Pattern allowed) {
        if (Texts.isBlank(text)) {
            return "must not be empty";
        }
        if (text.codePointCount(0, text.length()) > maxLength) {
            return "must have at most " + maxLength + " characters";
        }
        if (text.indexOf(Texts.REPLACEMENT) >= 0) {
            return Texts.NOT_UTF_8;
        }
        return Texts.hasControlCharacters(allowed.matcher(text).replaceAll(""))
                ? "must not contain control characters"
                : null;
    }

    /** The name of an unknown field, in a form that is safe in a response. */
    static String printable(String name) {
        String shown = name.length() > 40 ? name.substring(0, 40) : name;
        return Texts.hasControlCharacters(shown) ? "body" : shown;
    }
}
