package id.kezbek.sandbox.parts;

/** Thrown if the sandbox cannot start. The message is one line for people and says what to do. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String line) {
        super(line);
    }

    public CannotStart(String line, Throwable cause) {
        super(line, cause);
    }
}
