package id.kezbek.shared;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Checks of untrusted text that several modules need. */
public final class Texts {

    public static final int EMAIL_MAX = 300;
    /**
     * The pattern is deliberately simple: one @, a domain with dots, no blanks. Only sending an e-mail shows whether
     * the address exists. Mail systems require that each dot is between two other characters.
     */
    private static final Pattern EMAIL =
            Pattern.compile("(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    /** The character with which a decoder replaces invalid UTF-8, for example from a form in Latin-1. */
    public static final char REPLACEMENT = '\uFFFD';

    /** The message for a text that contains {@link #REPLACEMENT}. */
    public static final String NOT_UTF_8 = "must be UTF-8 without U+FFFD, the replacement for invalid bytes";

    /** The message for a text for which {@link #hasStrayBlanks} is true. */
    public static final String NO_STRAY_BLANKS =
            "must not begin or end with a blank and must not contain other blanks than U+0020";

    /** Letters and symbols of Unicode without a visible shape: the Hangul fillers and the empty Braille pattern. */
    private static final String EMPTY_LETTERS = "\u115F\u1160\u2800\u3164\uFFA0";

    private Texts() {}

    /** Whether the text is empty or consists only of blanks and invisible characters. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(Texts::showsNothing);
    }

    /** Converts to Unicode NFC. So texts that look the same are also stored and compared as the same text. */
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Whether the text begins or ends with a blank, or contains a blank other than U+0020. */
    public static boolean hasStrayBlanks(String text) {
        return !text.isEmpty()
                && (isBlankCharacter(text.codePointAt(0))
                        || isBlankCharacter(text.codePointBefore(text.length()))
                        || text.codePoints().anyMatch(point -> point != ' ' && isBlankCharacter(point)));
    }

    /**
     * Converts an older text, for which {@link #hasStrayBlanks} is true, to the current form: NFC, plain blanks, no
     * blank at the start or end.
     */
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

    /**
     * Whether the text contains a control character, a line or paragraph separator, an unpaired surrogate or another
     * invisible format character.
     */
    public static boolean hasControlCharacters(String text) {
        return text.codePoints().anyMatch(Texts::isControl);
    }

    public static boolean isEmail(String text) {
        return text.length() <= EMAIL_MAX && EMAIL.matcher(text).matches();
    }

    /** The masked form, for example a***@example.com. */
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
