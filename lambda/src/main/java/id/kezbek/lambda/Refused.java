package id.kezbek.lambda;

/**
 * A refused event. Cognito shows the message to its caller, and Lambda writes it to the log. So the message names
 * fields and never contains their values.
 */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String reason) {
        // Without a stack trace, because the message in one log line is enough.
        super(reason, null, false, false);
    }
}
