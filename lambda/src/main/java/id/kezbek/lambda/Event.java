package id.kezbek.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of Cognito as documented for user pool triggers, read field by field: what is missing or of another kind is
 * refused by its name. What we do not know goes back as it came.
 *
 * @param fields the whole event; the response in it is what changes
 */
record Event(Map<String, Object> fields) {

    /** Cognito's own limit for an attribute's value. */
    private static final int TEXT_MAX = 2048;

    private static final String SOURCE = "triggerSource";
    private static final String REQUEST = "request";
    private static final String ATTRIBUTES = "userAttributes";

    static Event of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?>)) {
            throw new Refused("The event is no JSON object: only Cognito's user pool triggers may call this function");
        }
        Event event = new Event(new LinkedHashMap<>(named(json)));
        event.triggerSource();
        event.userPoolId();
        return event;
    }

    static Refused unknownSource() {
        return new Refused("triggerSource is none that this function answers: attach it to the triggers pre sign-up,"
                + " post confirmation, custom message and pre token generation only");
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

    /** A text of the request that must be there, such as the placeholder of a code. */
    String requested(String name) {
        return text(request(), name, REQUEST + "." + name);
    }

    /** What is known of the user, such as {@code email} or {@code custom:role}; empty counts as absent. */
    Optional<String> attribute(String name) {
        return optional(object(request(), ATTRIBUTES, REQUEST + "." + ATTRIBUTES), name, REQUEST + "." + ATTRIBUTES);
    }

    /** What the caller of Cognito's operation sent along for its triggers. */
    Optional<String> metadata(String name) {
        String path = REQUEST + ".clientMetadata";
        return request().get("clientMetadata") == null
                ? Optional.empty()
                : optional(object(request(), "clientMetadata", path), name, path);
    }

    /** Sets fields of the response and leaves its others as they came. */
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

    /** Names in JSON are texts, whatever reads it. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Object object) {
        return (Map<String, Object>) object;
    }

    /** Shows nothing of whom it is about. */
    @Override
    public String toString() {
        return "Event[hidden]";
    }
}
