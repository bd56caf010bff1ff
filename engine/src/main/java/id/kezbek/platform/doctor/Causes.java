package id.kezbek.platform.doctor;

/** Says in a few words why a library failed. */
final class Causes {

    private static final int DEPTH_MAX = 10;
    private static final int LETTERS_MAX = 160;

    private Causes() {}

    /** The innermost cause's first line. */
    static String shortly(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause.getCause() != null && depth < DEPTH_MAX; depth++) {
            cause = cause.getCause();
        }
        String said = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        String text = said.isBlank() ? cause.getClass().getSimpleName() : said;
        return text.length() <= LETTERS_MAX ? text : text.substring(0, LETTERS_MAX) + "…";
    }
}
