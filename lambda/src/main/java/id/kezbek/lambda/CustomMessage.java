package id.kezbek.lambda;

import java.util.Map;

/**
 * Writes the e-mails and text messages that Cognito sends, in the language of the user's {@code locale}. Cognito
 * replaces the placeholders with code and user name.
 */
final class CustomMessage {

    static final String SOURCES = "CustomMessage_";

    String answer(Event event) {
        String code = event.requested("codeParameter");
        Occasion occasion = switch (event.triggerSource()) {
            case "CustomMessage_SignUp", "CustomMessage_ResendCode" -> Occasion.CONFIRMATION;
            case "CustomMessage_AdminCreateUser" -> Occasion.INVITATION;
            case "CustomMessage_ForgotPassword" -> Occasion.FORGOTTEN_PASSWORD;
            case "CustomMessage_UpdateUserAttribute", "CustomMessage_VerifyUserAttribute" -> Occasion.NEW_ADDRESS;
            case "CustomMessage_Authentication" -> Occasion.LOG_IN;
            default -> throw Event.unknownSource();
        };
        String user = occasion == Occasion.INVITATION ? event.requested("usernameParameter") : "";
        Wording wording = isEnglish(event) ? occasion.english() : occasion.indonesian();
        event.respond(Map.of(
                "emailSubject", wording.subject(),
                "emailMessage", wording.html(code, user),
                "smsMessage", wording.sms(code, user)));
        return "worded";
    }

    /** Whether the user's locale is English. All other users get Indonesian, as in the engine's own e-mails. */
    private static boolean isEnglish(Event event) {
        String locale = event.attribute("locale").orElse("");
        return locale.equals("en") || locale.startsWith("en-") || locale.startsWith("en_");
    }
}
