package id.kezbek.reconciliation.parsing;

import id.kezbek.reconciliation.profiles.Profile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts in statements, as hundredths of a rupiah. */
final class Amounts {

    private static final Pattern POINT = Pattern.compile("([+-]?)([0-9]{1,13})(?:\\.([0-9]{1,2})0*)?");
    private static final Pattern COMMA =
            Pattern.compile("([+-]?)([0-9]{1,3}(?:\\.[0-9]{3}){0,4}|[0-9]{1,13})(?:,([0-9]{1,2})0*)?");

    private Amounts() {}

    /** @throws BadRow if the text is not an amount in this format */
    static long read(String column, String text, Profile.Numbers style) {
        Matcher amount = (style == Profile.Numbers.POINT ? POINT : COMMA).matcher(text);
        if (!amount.matches()) {
            throw new BadRow(column + " is '" + shown(text) + "'; it must be an amount, for example "
                    + (style == Profile.Numbers.POINT ? "10000.00" : "10.000,00"));
        }
        String part = amount.group(3) == null ? "" : amount.group(3);
        long hundredths = Long.parseLong(amount.group(2).replace(".", "")) * 100
                + (part.isEmpty() ? 0 : Long.parseLong(part) * (part.length() == 1 ? 10 : 1));
        boolean isNegative = amount.group(1).equals("-");
        if (isNegative && hundredths == 0) {
            throw new BadRow(column + " is minus zero; it must be 0 or another amount");
        }
        return isNegative ? -hundredths : hundredths;
    }

    static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
