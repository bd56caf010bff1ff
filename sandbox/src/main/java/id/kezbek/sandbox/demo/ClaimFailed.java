package id.kezbek.sandbox.demo;

/** A statement of the demo is false. The message is one line that names the statement. */
public final class ClaimFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClaimFailed(String line) {
        super(line, null, false, false);
    }
}
