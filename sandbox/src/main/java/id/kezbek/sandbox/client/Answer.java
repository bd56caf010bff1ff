package id.kezbek.sandbox.client;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A response of the engine.
 *
 * @param call method and path, for messages
 * @param body the JSON body; a missing node if the response has no body
 */
public record Answer(String call, int status, JsonNode body) {

    private static final int SHOWN_CHARACTERS = 5;
    private static final int SHORT_CHARACTERS = 180;
    private static final Set<String> SECRETS =
            Set.of("api_key", "api_secret", "token", "refresh_token", "access_token");

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The data in v1's envelope. */
    public JsonNode data() {
        return body.path("data");
    }

    /** The code in v1's envelope or in v2's problem details; otherwise empty. */
    public String code() {
        String v1 = body.path("meta").path("code").asString("");
        return v1.isEmpty() ? body.path("code").asString("") : v1;
    }

    /** The first invalid field that a v1 response names; otherwise empty. */
    public String faultyField() {
        return body.path("errors").path(0).path("field").asString("");
    }

    /** Returns this response, or throws an exception if it is not a success. */
    public Answer orThrow() {
        if (!succeeded()) {
            throw new NoAnswer(call + " was answered with " + status + " " + shortened());
        }
        return this;
    }

    /** The body on one short line, without secrets. */
    public String shortened() {
        String text = withoutSecrets(body).toString();
        return text.length() <= SHORT_CHARACTERS ? text : text.substring(0, SHORT_CHARACTERS) + "…";
    }

    private static JsonNode withoutSecrets(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode shown = (ObjectNode) node.deepCopy();
        for (String name : node.propertyNames()) {
            JsonNode value = node.path(name);
            if (SECRETS.contains(name) && value.isString()) {
                shown.put(name, cut(value.stringValue()));
            } else {
                shown.set(name, withoutSecrets(value));
            }
        }
        return shown;
    }

    private static String cut(String secret) {
        return secret.length() <= 2 * SHOWN_CHARACTERS ? "…" : secret.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
