package id.kezbek.platform.doctor;

/**
 * What a check found.
 *
 * @param what the thing that was looked at
 * @param says one line: how it is, or what to do
 */
record Finding(Mark mark, String what, String says) {

    /** How it stands. */
    enum Mark {
        OK("ok    "),
        /** The engine runs without it, and something waits or is done in another way. */
        WARNING("warn  "),
        /** The engine does not start, or accepts nothing. */
        WRONG("not ok");

        private final String text;

        Mark(String text) {
            this.text = text;
        }
    }

    static Finding ok(String what, String says) {
        return new Finding(Mark.OK, what, says);
    }

    static Finding warning(String what, String says) {
        return new Finding(Mark.WARNING, what, says);
    }

    static Finding wrong(String what, String says) {
        return new Finding(Mark.WRONG, what, says);
    }

    boolean isWrong() {
        return mark == Mark.WRONG;
    }

    /** As it is printed. */
    String line() {
        return mark.text + "  " + what + (says.isEmpty() ? "" : ": " + says);
    }
}
