package id.kezbek.lambda;

/**
 * Why an event is not granted what it asks for. Cognito shows the words to its caller and Lambda keeps them in the log,
 * so they name fields and never what stood in them.
 */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String reason) {
        // No stack trace: the words say all, and the log gets one line instead of forty.
        super(reason, null, false, false);
    }
}
