package id.kezbek.reporting.formats;

import java.util.regex.Pattern;

/**
 * Prevents spreadsheets from reading a text as a formula (CWE-1236). Use this class only for texts: its apostrophe
 * would turn a negative number into a text.
 */
final class Formulas {

    /**
     * The first characters of formulas, including the full-width forms, which some programs treat like the normal
     * characters.
     */
    private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    /**
     * The place in a text at which another cell starts, if a program separates cells by semicolons, as in Indonesia.
     */
    private static final Pattern INNER_START =
            Pattern.compile("([;\\r\\n][\"\\s]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private Formulas() {}

    static String harmless(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Makes a text harmless for CSV. */
    static String harmlessInCsv(String text) {
        return INNER_START.matcher(harmless(text)).replaceAll("$1'");
    }
}
