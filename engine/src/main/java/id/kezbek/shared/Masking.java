package id.kezbek.shared;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks personal data in external texts: e-mail addresses, and digits that may be a phone number, national id (NIK) or
 * card number. Dates, engine ids and short numbers remain readable, so that log lines can be matched with a partner's
 * records. Every text in logs, spans and the audit log passes through this class.
 */
public final class Masking {

    /** A sequence of this many digits may be a phone number. A date has only eight digits. */
    private static final int DIGITS_MIN = 9;

    /** A sequence of fewer digits is never masked, in any notation. */
    private static final int DIGITS_HIDDEN_MIN = 8;

    private static final int HEAD_SHOWN = 2;
    private static final int TAIL_SHOWN = 3;
    /**
     * The minimum number of letters in an id. A text that looks like an id but has fewer letters is treated as a
     * number.
     */
    private static final int ID_LETTERS_MIN = 2;

    private static final String SEPARATORS = " \u00a0.()-";
    private static final int SEPARATORS_MAX = 2;
    private static final String BETWEEN = "[" + SEPARATORS + "]{0," + SEPARATORS_MAX + "}";

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    private static final Pattern NUMBERS = Pattern.compile(
            // Excludes ids (a UUID, a trace id of 32 hex digits, an id of 26 base32 characters) and IP addresses.
            "(?<id>(?<![0-9A-Za-z])(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-f]{32}|[0-9a-z]{26})"
                    + "(?![0-9A-Za-z]))"
                    + "|(?<address>(?<![0-9.])(?:" + OCTET + "\\.){3}" + OCTET + "(?![0-9]))"
                    // An amount in the engine's format.
                    + "|(?<amount>(?<![0-9A-Za-z])IDR [0-9]+\\.[0-9]{2}(?![0-9]))"
                    // A phone number as people write it: with a plus sign, or an Indonesian mobile number.
                    + "|\\+\\p{Nd}(?:" + BETWEEN + "\\p{Nd}){7,14}"
                    + "|(?<!\\p{Nd})(?:62|0)" + BETWEEN + "8\\p{Nd}(?:" + BETWEEN + "\\p{Nd}){5,11}(?!\\p{Nd})"
                    // A card number or NIK in groups.
                    + "|(?<!\\p{Nd})\\p{Nd}{4}[ .-]\\p{Nd}{4}[ .-]\\p{Nd}{4}[ .-]\\p{Nd}{1,7}(?!\\p{Nd})"
                    + "|(?<!\\p{Nd})\\p{Nd}{2}[ .-]?\\p{Nd}{2}[ .-]?\\p{Nd}{2}[ .-]\\p{Nd}{6}[ .-]?\\p{Nd}{4}(?!\\p{Nd})"
                    + "|\\p{Nd}{" + DIGITS_MIN + ",}");

    private static final String ENDS_OF_LOCAL = " \t\r\n\"'<>()[]{},;:=&?|/\\";

    /**
     * A long text of ids and masked values. Log lines contain this text unchanged, because a search for numbers in this
     * text would cost more than the rest of the log line.
     */
    public record Safe(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    private Masking() {}

    /** Masks numbers except their first and last digits, and e-mail addresses except their first letter. */
    public static String masked(String text) {
        boolean mayHoldAddress = text.indexOf('@') >= 0 || text.contains("%40");
        String withoutAddresses = mayHoldAddress ? withoutAddresses(text) : text;
        return mayHoldNumber(withoutAddresses)
                ? NUMBERS.matcher(withoutAddresses).replaceAll(found -> Matcher.quoteReplacement(shown(found)))
                : withoutAddresses;
    }

    /**
     * Whether the text may contain anything to mask: enough digits close together. Most texts contain nothing to mask.
     * This check reads each character only once; matching the pattern would cost a hundred times as much.
     */
    private static boolean mayHoldNumber(String text) {
        int digits = 0;
        int between = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate pair may encode a digit.
            if (Character.isDigit(c) || Character.isSurrogate(c)) {
                between = 0;
                digits++;
                if (digits >= DIGITS_HIDDEN_MIN) {
                    return true;
                }
            } else if (SEPARATORS.indexOf(c) < 0 || ++between > SEPARATORS_MAX) {
                digits = 0;
                between = 0;
            }
        }
        return false;
    }

    private static String shown(MatchResult found) {
        String text = found.group();
        if (found.group("address") != null
                || found.group("amount") != null
                || (found.group("id") != null && isId(text))) {
            return text;
        }
        if (found.group("id") != null) {
            return text.replaceAll("\\p{Nd}", "*");
        }
        int[] digits =
                text.codePoints().filter(Character::isDigit).map(Masking::ascii).toArray();
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < digits.length; i++) {
            shown.append(i < HEAD_SHOWN || i >= digits.length - TAIL_SHOWN ? (char) digits[i] : '*');
        }
        return shown.toString();
    }

    private static int ascii(int digit) {
        return '0' + Character.digit(digit, 10);
    }

    private static boolean isId(String text) {
        return text.chars().filter(Character::isLetter).count() >= ID_LETTERS_MIN;
    }

    private static String withoutAddresses(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int done = 0;
        for (int at = nextAt(text, 0); at >= 0; at = nextAt(text, at + 1)) {
            int start = at;
            while (start > done && ENDS_OF_LOCAL.indexOf(text.charAt(start - 1)) < 0) {
                start--;
            }
            if (start < at) {
                shown.append(text, done, start)
                        .appendCodePoint(text.codePointAt(start))
                        .append("***");
                done = at;
            }
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static int nextAt(String text, int from) {
        int plain = text.indexOf('@', from);
        int encoded = text.indexOf("%40", from);
        return plain < 0 || encoded < 0 ? Math.max(plain, encoded) : Math.min(plain, encoded);
    }
}
