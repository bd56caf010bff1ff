package id.kezbek.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The changes that would break a client of the released document: something that it may call, send or read is
 * missing, or something more is required. Responses may get new fields and values; requests may get optional fields.
 */
public final class BreakingChanges {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String OBJECT = "object";
    private static final int DEPTH_MAX = 12;

    private final JsonNode released;
    private final JsonNode current;
    private final List<String> found = new ArrayList<>();

    private BreakingChanges(JsonNode released, JsonNode current) {
        this.released = released;
        this.current = current;
    }

    public static List<String> between(JsonNode released, JsonNode current) {
        BreakingChanges changes = new BreakingChanges(released, current);
        released.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> changes.operation(
                                method.getKey() + " " + path.getKey(),
                                method.getValue(),
                                current.path("paths").path(path.getKey()).path(method.getKey()))));
        return changes.found;
    }

    private void operation(String name, JsonNode before, JsonNode after) {
        if (after.isMissingNode()) {
            found.add(name + " is gone");
            return;
        }
        if (before.path("security").isArray() && !after.path("security").isArray()) {
            found.add(name + " demands a log-in");
        }
        words(before.path("x-roles")).stream()
                .filter(role -> !words(after.path("x-roles")).contains(role))
                .forEach(role -> found.add(name + " admits " + role + " no longer"));
        parameters(name, before, after);
        body(name, before, after);
        before.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> answer(
                        name + " answers " + response.getKey(),
                        resolved(released, response.getValue()),
                        resolved(current, after.path("responses").path(response.getKey()))));
    }

    private void parameters(String name, JsonNode before, JsonNode after) {
        Map<String, JsonNode> old = parameters(released, before);
        Map<String, JsonNode> now = parameters(current, after);
        old.forEach((parameter, declared) -> {
            if (!now.containsKey(parameter)) {
                found.add(name + " takes no " + parameter + " any more");
            } else {
                given(
                        name + " " + parameter,
                        declared.path("schema"),
                        now.get(parameter).path("schema"),
                        0);
            }
        });
        now.forEach((parameter, declared) -> {
            boolean was = old.containsKey(parameter)
                    && old.get(parameter).path("required").asBoolean(false);
            if (declared.path("required").asBoolean(false) && !was) {
                found.add(name + " demands " + parameter);
            }
        });
    }

    private void body(String name, JsonNode before, JsonNode after) {
        JsonNode old = before.path("requestBody");
        JsonNode now = after.path("requestBody");
        if (now.path("required").asBoolean(false) && !old.path("required").asBoolean(false)) {
            found.add(name + " demands a body");
        }
        old.path("content").properties().forEach(content -> {
            if (!now.path("content").has(content.getKey())) {
                found.add(name + " takes no " + content.getKey() + " any more");
            } else {
                given(
                        name + " body",
                        content.getValue().path("schema"),
                        now.path("content").path(content.getKey()).path("schema"),
                        0);
            }
        });
    }

    private void answer(String name, JsonNode before, JsonNode after) {
        if (after.isMissingNode()) {
            found.add(name + " no longer");
            return;
        }
        before.path("content").properties().forEach(content -> {
            if (!after.path("content").has(content.getKey())) {
                found.add(name + " without " + content.getKey());
            } else {
                told(
                        name,
                        content.getValue().path("schema"),
                        after.path("content").path(content.getKey()).path("schema"),
                        0);
            }
        });
    }

    /** Data that callers send: everything that was allowed must stay allowed. */
    private void given(String place, JsonNode anyBefore, JsonNode anyAfter, int depth) {
        JsonNode before = resolved(released, anyBefore);
        JsonNode after = resolved(current, anyAfter);
        if (depth > DEPTH_MAX) {
            return;
        }
        types(before).stream()
                .filter(type -> !types(after).isEmpty() && !types(after).contains(type))
                .forEach(type -> found.add(place + " may be no " + type + " any more"));
        if (after.has("enum") || after.has("const")) {
            Set<String> allowed = choices(after);
            choices(before).stream()
                    .filter(word -> !allowed.contains(word))
                    .forEach(word -> found.add(place + " may be " + word + " no longer"));
            if (choices(before).isEmpty()) {
                found.add(place + " is restricted to " + allowed);
            }
        }
        if (after.has("pattern") && !after.path("pattern").equals(before.path("pattern"))) {
            found.add(place + " has another pattern");
        }
        for (String lower : List.of("minimum", "exclusiveMinimum", "minLength", "minItems")) {
            bound(place, lower, before, after, 1);
        }
        for (String upper : List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems")) {
            bound(place, upper, before, after, -1);
        }
        fieldsGiven(place, before, after, depth);
        if (before.has("items") && after.has("items")) {
            given(place + "[]", before.path("items"), after.path("items"), depth + 1);
        }
        alternatives(place, before, after, depth);
    }

    private void fieldsGiven(String place, JsonNode before, JsonNode after, int depth) {
        before.path("properties").properties().forEach(field -> {
            JsonNode now = after.path("properties").path(field.getKey());
            if (!now.isMissingNode()) {
                given(place + "." + field.getKey(), field.getValue(), now, depth + 1);
            } else if (isClosed(after)) {
                found.add(place + "." + field.getKey() + " is refused");
            }
        });
        words(after.path("required")).stream()
                .filter(field -> !words(before.path("required")).contains(field))
                .forEach(field -> found.add(place + "." + field + " is demanded"));
        if (isClosed(after) && !isClosed(before)) {
            found.add(place + " refuses unknown fields");
        }
    }

    private void alternatives(String place, JsonNode before, JsonNode after, int depth) {
        if (before.path("oneOf").size() > after.path("oneOf").size() && after.has("oneOf")) {
            found.add(place + " has fewer forms");
            return;
        }
        for (int i = 0; i < before.path("oneOf").size() && after.has("oneOf"); i++) {
            given(
                    place + " form " + (i + 1),
                    before.path("oneOf").get(i),
                    after.path("oneOf").get(i),
                    depth + 1);
        }
    }

    /** Data that callers read: everything that was promised must exist with the same type. */
    private void told(String place, JsonNode anyBefore, JsonNode anyAfter, int depth) {
        JsonNode before = resolved(released, anyBefore);
        JsonNode after = resolved(current, anyAfter);
        if (depth > DEPTH_MAX) {
            return;
        }
        types(after).stream()
                .filter(type -> !types(before).isEmpty() && !types(before).contains(type))
                .forEach(type -> found.add(place + " may be " + type));
        before.path("properties").properties().forEach(field -> {
            JsonNode now = after.path("properties").path(field.getKey());
            String at = place + " ." + field.getKey();
            if (now.isMissingNode()) {
                found.add(at + " is gone");
            } else {
                told(at, field.getValue(), now, depth + 1);
            }
        });
        words(before.path("required")).stream()
                .filter(field -> after.path("properties").has(field))
                .filter(field -> !words(after.path("required")).contains(field))
                .forEach(field -> found.add(place + " ." + field + " may be absent"));
        if (before.has("items")) {
            told(place + "[]", before.path("items"), after.path("items"), depth + 1);
        }
        for (int i = 0; i < before.path("oneOf").size(); i++) {
            told(
                    place + " form " + (i + 1),
                    before.path("oneOf").get(i),
                    after.path("oneOf").path(i),
                    depth + 1);
        }
    }

    /**
     * @param narrower 1 if a larger bound allows less, -1 if a smaller bound does
     */
    private void bound(String place, String keyword, JsonNode before, JsonNode after, int narrower) {
        if (!after.has(keyword)) {
            return;
        }
        BigDecimal now = after.path(keyword).decimalValue();
        if (!before.has(keyword) || now.compareTo(before.path(keyword).decimalValue()) * narrower > 0) {
            found.add(place + " has the " + keyword + " " + now.toPlainString());
        }
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue();
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return Set.of(type.asString());
        }
        return type.isMissingNode() && schema.has("properties") ? Set.of(OBJECT) : words(type);
    }

    private static Set<String> choices(JsonNode schema) {
        return schema.has("const") ? Set.of(schema.path("const").asString()) : words(schema.path("enum"));
    }

    private static Set<String> words(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation
                .path("parameters")
                .valueStream()
                .map(one -> resolved(document, one))
                .forEach(one -> parameters.put(
                        one.path("in").asString() + " " + one.path("name").asString(), one));
        return parameters;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
