package id.kezbek.lambda;

/**
 * Logs that a user is confirmed. The user is already confirmed, so an error would have no effect except an error
 * message for the person. For a user that the engine cannot have created, the log line has another outcome, so that
 * operators can define an alarm. This user gets no token.
 */
final class PostConfirmation {

    static final String SOURCES = "PostConfirmation_";

    String answer(Event event) {
        return switch (event.triggerSource()) {
            case "PostConfirmation_ConfirmSignUp" -> isOurs(event) ? "confirmed" : "confirmed-stranger";
            case "PostConfirmation_ConfirmForgotPassword" -> "password-changed";
            default -> throw Event.unknownSource();
        };
    }

    private static boolean isOurs(Event event) {
        try {
            People.of(event);
            return true;
        } catch (Refused stranger) {
            return false;
        }
    }
}
