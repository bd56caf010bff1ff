package id.kezbek.sandbox.demo;

/** A claim of the story that does not hold; the message is the one line that says which. */
public final class ClaimFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClaimFailed(String line) {
        super(line, null, false, false);
    }
}
