package id.kezbek.console.signin;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fields that {@code passkeys.js} fills with the authenticator's response as JSON. */
final class PasskeyForms {

    static final int NAME_MAX = 60;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]+");
    private static final JsonMapper JSON = JsonMapper.shared();

    private PasskeyForms() {}

    /** The JSON in the field; empty if the script did not fill the field. */
    static Optional<JsonNode> json(String field) {
        if (field.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(field)).filter(JsonNode::isObject);
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }

    static String name(String typed) {
        String name = CONTROL.matcher(typed).replaceAll(" ").strip();
        return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
    }
}
