package id.kezbek.sandbox.demo;

/** A claim of the story that does not hold; the message is the one line that says which. */
final class ClaimFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimFailed(String line) {
        super(line, null, false, false);
    }
}
