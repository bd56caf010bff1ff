package id.kezbek.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a user pool trigger, as Cognito documents it. If a field is missing or has a wrong type, the refusal
 * names this field. Unknown fields are returned unchanged.
 *
 * @param fields the whole event; only its response changes
 */
record Event(Map<String, Object> fields) {

    /** Cognito's own limit for an attribute's value. */
    private static final int TEXT_MAX = 2048;

    private static final String SOURCE = "triggerSource";
    private static final String REQUEST = "request";
    private static final String ATTRIBUTES = "userAttributes";

    static Event of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?>)) {
            throw new Refused(
                    "The event is not a JSON object. Only triggers of Cognito's user pools may call this function");
        }
        Event event = new Event(new LinkedHashMap<>(named(json)));
        event.triggerSource();
        event.userPoolId();
        return event;
    }

    static Refused unknownSource() {
        return new Refused("triggerSource is not supported: attach this function only to the triggers pre sign-up,"
                + " post confirmation, custom message and pre token generation");
    }

    String triggerSource() {
        return text(fields, SOURCE, SOURCE);
    }

    String version() {
        return text(fields, "version", "version");
    }

    String userPoolId() {
        return text(fields, "userPoolId", "userPoolId");
    }

    String userName() {
        return text(fields, "userName", "userName");
    }

    /** A required text of the request, for example the placeholder of a code. */
    String requested(String name) {
        return text(request(), name, REQUEST + "." + name);
    }

    /**
     * An attribute of the user, for example {@code email} or {@code custom:role}; an empty attribute is treated as
     * absent.
     */
    Optional<String> attribute(String name) {
        return optional(object(request(), ATTRIBUTES, REQUEST + "." + ATTRIBUTES), name, REQUEST + "." + ATTRIBUTES);
    }

    /** The metadata that the caller of Cognito's operation sent to the triggers. */
    Optional<String> metadata(String name) {
        String path = REQUEST + ".clientMetadata";
        return request().get("clientMetadata") == null
                ? Optional.empty()
                : optional(object(request(), "clientMetadata", path), name, path);
    }

    /** Sets fields of the response; its other fields do not change. */
    void respond(Map<String, Object> answers) {
        Map<String, Object> response = fields.get("response") == null
                ? new LinkedHashMap<>()
                : new LinkedHashMap<>(object(fields, "response", "response"));
        response.putAll(answers);
        fields.put("response", response);
    }

    private Map<String, Object> request() {
        return object(fields, REQUEST, REQUEST);
    }

    private static String text(Map<String, Object> from, String name, String path) {
        Object value = from.get(name);
        if (value == null) {
            throw new Refused(path + " is missing in the event");
        }
        return checked(value, path);
    }

    private static Optional<String> optional(Map<String, Object> from, String name, String path) {
        Object value = from.get(name);
        return value == null
                ? Optional.empty()
                : Optional.of(checked(value, path + "." + name)).filter(text -> !text.isEmpty());
    }

    private static String checked(Object value, String path) {
        if (!(value instanceof String text) || text.length() > TEXT_MAX) {
            throw new Refused(path + " must be a text of at most " + TEXT_MAX + " characters");
        }
        return text;
    }

    private static Map<String, Object> object(Map<String, Object> from, String name, String path) {
        Object value = from.get(name);
        if (!(value instanceof Map<?, ?>)) {
            throw new Refused(path + " must be an object");
        }
        return named(value);
    }

    /** The cast is safe, because all keys of a JSON object are texts. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Object object) {
        return (Map<String, Object>) object;
    }

    /** Returns no data of the person. */
    @Override
    public String toString() {
        return "Event[hidden]";
    }
}
