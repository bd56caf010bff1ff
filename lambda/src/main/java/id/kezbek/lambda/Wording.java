package id.kezbek.lambda;

/**
 * A message in one language. {@code {code}} and {@code {user}} stand where Cognito's placeholders go.
 *
 * @param subject at most 140 characters, as Cognito takes it
 * @param lead the sentence that holds the code, and the whole of a text message: at most 140 characters
 * @param advice what to do where the message is unexpected
 */
record Wording(String subject, String lead, String advice) {

    String html(String code, String user) {
        return "<p>" + filled(lead, "<strong>" + code + "</strong>", "<strong>" + user + "</strong>") + "</p><p>"
                + advice + "</p><p>Kezbek</p>";
    }

    String sms(String code, String user) {
        return "Kezbek: " + filled(lead, code, user);
    }

    /** The user first: Cognito's placeholder for the code has no name, so it is never taken for ours. */
    private static String filled(String text, String code, String user) {
        return text.replace("{user}", user).replace("{code}", code);
    }
}
