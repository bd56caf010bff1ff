package id.kezbek.lambda;

/**
 * A refused event. Cognito shows the message to its caller, and Lambda writes it to the log. So it names fields and
 * never contains their values.
 */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String reason) {
        // No stack trace: the message is complete, and the log gets one line instead of forty.
        super(reason, null, false, false);
    }
}
