package id.kezbek.reporting.formats;

/**
 * Keeps spreadsheets from reading a text as a formula (CWE-1236). Only texts pass through here: an apostrophe in front of
 * a negative number would make it a text.
 */
final class Formulas {

    /** Also the wide forms, which some programs read as the narrow ones. */
    private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Formulas() {}

    static String harmless(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
