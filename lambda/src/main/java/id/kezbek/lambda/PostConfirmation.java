package id.kezbek.lambda;

/**
 * Notes that a user is confirmed. By then he is, and an error would only puzzle who logs in; so a user whom the engine
 * cannot have made is noted under another word, which an alarm on the log can wait for. He gets no token later.
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
