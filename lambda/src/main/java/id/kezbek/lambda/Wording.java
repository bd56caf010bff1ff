package id.kezbek.lambda;

/**
 * A message in one language. {@code {code}} and {@code {user}} are replaced by Cognito's placeholders.
 *
 * @param subject at most 140 characters, Cognito's limit
 * @param lead the sentence with the code, which is also the whole text message: at most 140 characters
 * @param advice what to do if the person did not expect the message
 */
record Wording(String subject, String lead, String advice) {

    String html(String code, String user) {
        return "<p>" + filled(lead, "<strong>" + code + "</strong>", "<strong>" + user + "</strong>") + "</p><p>"
                + advice + "</p><p>Kezbek</p>";
    }

    String sms(String code, String user) {
        return "Kezbek: " + filled(lead, code, user);
    }

    /**
     * Replaces the user name first. Cognito's placeholder for the code does not contain {user}, so this step does not
     * change it.
     */
    private static String filled(String text, String code, String user) {
        return text.replace("{user}", user).replace("{code}", code);
    }
}
