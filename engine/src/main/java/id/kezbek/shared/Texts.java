package id.kezbek.shared;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Checks on untrusted text that more than one module makes. */
public final class Texts {

    public static final int EMAIL_MAX = 300;
    /**
     * Deliberately plain: one @, a dotted domain, no spaces; whether it exists shows when mail is sent. Dots stand
     * between others only, because no mail system takes an address where they do not.
     */
    private static final Pattern EMAIL =
            Pattern.compile("(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    /** What a decoder writes where bytes are no UTF-8, such as a form sent in Latin-1. */
    public static final char REPLACEMENT = '\uFFFD';

    /** Why a text that holds {@link #REPLACEMENT} is refused. */
    public static final String NOT_UTF_8 =
            "must be UTF-8 without U+FFFD, the replacement for invalid bytes";

    /** What is wrong where {@link #hasStrayBlanks}. */
    public static final String NO_STRAY_BLANKS =
            "must not begin or end with a blank and must not contain other blanks than U+0020";

    /** Letters and symbols of Unicode that show nothing: the Hangul fillers and the empty pattern of Braille. */
    private static final String EMPTY_LETTERS = "\u115F\u1160\u2800\u3164\uFFA0";

    private Texts() {}

    /** Whether a reader sees nothing: no character at all, or only blanks of any kind and characters without a shape. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(Texts::showsNothing);
    }

    /** Unicode's form NFC, in which texts that look the same are kept and compared. */
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Whether the text begins or ends with a blank, or holds one that only looks like the plain blank. */
    public static boolean hasStrayBlanks(String text) {
        return !text.isEmpty()
                && (isBlankCharacter(text.codePointAt(0))
                        || isBlankCharacter(text.codePointBefore(text.length()))
                        || text.codePoints().anyMatch(point -> point != ' ' && isBlankCharacter(point)));
    }

    /** What a text from before comes to that {@link #hasStrayBlanks}: composed, with plain blanks and none around. */
    public static String compared(String text) {
        StringBuilder plain = new StringBuilder();
        composed(text)
                .codePoints()
                .map(point -> isBlankCharacter(point) ? ' ' : point)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static boolean showsNothing(int codePoint) {
        return isBlankCharacter(codePoint)
                || isControl(codePoint)
                || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean isBlankCharacter(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || EMPTY_LETTERS.indexOf(codePoint) >= 0;
    }

    /** Whether the text holds a control, line or paragraph separator, unpaired surrogate or other invisible format character. */
    public static boolean hasControlCharacters(String text) {
        return text.codePoints().anyMatch(Texts::isControl);
    }

    public static boolean isEmail(String text) {
        return text.length() <= EMAIL_MAX && EMAIL.matcher(text).matches();
    }

    /** For logs and people: a***@example.com. */
    public static String maskedEmail(String email) {
        int at = email.indexOf('@');
        return at <= 0 ? "***" : email.charAt(0) + "***" + email.substring(at);
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
