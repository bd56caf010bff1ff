package id.kezbek.sandbox.client;

/** A call that got no answer, or one that cannot be what was asked for; the message is one line for a person. */
public final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoAnswer(String line) {
        super(line);
    }

    public NoAnswer(String line, Throwable cause) {
        super(line, cause);
    }
}
