package id.kezbek.shared;

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
            "must be sent in UTF-8 and must not hold U+FFFD, which stands for bytes that are not";

    private Texts() {}

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
