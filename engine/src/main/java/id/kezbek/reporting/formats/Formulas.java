package id.kezbek.reporting.formats;

/**
 * Prevents spreadsheets from reading a text as a formula (CWE-1236). Use it for texts only: the apostrophe that it adds
 * would turn a negative number into a text.
 */
final class Formulas {

    /**
     * The first characters of formulas, including the full-width forms, which some programs treat like the normal
     * characters.
     */
    private static final String STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Formulas() {}

    static String harmless(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
