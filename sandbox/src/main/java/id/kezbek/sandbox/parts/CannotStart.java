package id.kezbek.sandbox.parts;

/** The sandbox cannot start; the message is the one line a person reads, and says what to do. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String line) {
        super(line);
    }

    public CannotStart(String line, Throwable cause) {
        super(line, cause);
    }
}
