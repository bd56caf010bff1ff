package id.kezbek.sandbox.torture;

/** An engine process that ended or did not start though nobody hurt it; the message is one line. */
final class EngineLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String line;

    EngineLost(String line) {
        super(line);
        this.line = line;
    }

    String line() {
        return line;
    }
}
