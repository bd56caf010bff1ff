package id.kezbek.sandbox.demo;

/** Thrown if a statement that the demo checked is false. The message is one line with the statement. */
public final class ClaimFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClaimFailed(String line) {
        super(line, null, false, false);
    }
}
