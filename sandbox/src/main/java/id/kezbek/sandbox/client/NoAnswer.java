package id.kezbek.sandbox.client;

/** A request that got no response or an invalid one. The message is one line for people. */
public final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoAnswer(String line) {
        super(line);
    }

    public NoAnswer(String line, Throwable cause) {
        super(line, cause);
    }
}
