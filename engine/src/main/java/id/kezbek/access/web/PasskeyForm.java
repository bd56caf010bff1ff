package id.kezbek.access.web;

import id.kezbek.shared.web.reading.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an authenticator's answer: the JSON form of a {@code PublicKeyCredential}, as browsers write it. */
final class PasskeyForm {

    private PasskeyForm() {}

    static JsonNode credential(Fields fields, String name) {
        return fields.object(name);
    }

    static @Nullable JsonNode optional(Fields fields, String name) {
        return fields.isGiven(name) ? credential(fields, name) : null;
    }
}
