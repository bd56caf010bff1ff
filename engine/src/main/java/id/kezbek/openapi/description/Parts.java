package id.kezbek.openapi.description;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins the parts of a document. The common responses of one kind of operation are written once, under {@code x-for-…}.
 * An operation gets a common response if the operation defines no response for this status.
 */
final class Parts {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String ROLES = "x-roles";
    private static final String KEYED_BY_REFERENCE = "x-keyed-by-reference";
    private static final String KEYED_SURFACE = "/api/v2/";
    private static final String EVERY_RESPONSE = "every-response";
    private static final String EXPORTED = "x-exported";
    private static final int PATHS_DEPTH = 2;

    private final ObjectNode document;

    private Parts(ObjectNode document) {
        this.document = document;
    }

    static ObjectNode joined(List<ObjectNode> parts) {
        ObjectNode whole = parts.getFirst().deepCopy();
        parts.stream().skip(1).forEach(part -> add(part, whole, PATHS_DEPTH, ""));
        new Parts(whole).complete();
        return whole;
    }

    private static void add(ObjectNode part, ObjectNode whole, int depth, String place) {
        part.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode there = whole.get(name);
            if (there == null) {
                whole.set(name, entry.getValue());
            } else if (depth > 0 && there instanceof ObjectNode into && entry.getValue() instanceof ObjectNode more) {
                add(more, into, depth - 1, place + "/" + name);
            } else if (there instanceof ArrayNode into && entry.getValue() instanceof ArrayNode more) {
                into.addAll(more);
            } else {
                throw new IllegalStateException("Two parts define " + place + "/" + name);
            }
        });
    }

    private void complete() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> complete(path.getKey(), method.getKey(), (ObjectNode) method.getValue())));
        document.at("/components/responses").forEach(response -> giveHeaders((ObjectNode) response));
        List.of(EVERY_RESPONSE, "every-operation", "signed-in", "bodies", "ids", "keyed", "exported")
                .forEach(kind -> document.remove(key(kind)));
    }

    private void complete(String path, String method, ObjectNode operation) {
        give(operation, "every-operation");
        if (operation.path("security").isMissingNode()) {
            give(operation, "signed-in");
        }
        if (operation.has("requestBody") || method.equals("post")) {
            give(operation, "bodies");
        }
        if (path.contains("{")) {
            give(operation, "ids");
        }
        if (method.equals("post") && path.startsWith(KEYED_SURFACE) && !operation.has(KEYED_BY_REFERENCE)) {
            give(operation, "keyed");
        }
        if (operation.has(EXPORTED)) {
            giveFiles(operation);
        }
        sortResponses(operation);
        operation.path("responses").forEach(response -> giveHeaders((ObjectNode) response));
        tellRoles(operation);
    }

    /** Adds the common headers to a response. A {@code $ref} gets none, because its target gets the headers. */
    private void giveHeaders(ObjectNode response) {
        if (!response.has("$ref")) {
            ObjectNode headers = response.withObject("/headers");
            document.path(key(EVERY_RESPONSE))
                    .path("headers")
                    .properties()
                    .forEach(header -> headers.putIfAbsent(
                            header.getKey(), header.getValue().deepCopy()));
        }
    }

    private void give(ObjectNode operation, String kind) {
        JsonNode common = document.path(key(kind));
        ArrayNode parameters = operation.withArray("parameters");
        common.path("parameters").forEach(parameter -> parameters.add(parameter.deepCopy()));
        ObjectNode responses = operation.withObject("/responses");
        common.path("responses")
                .properties()
                .forEach(response -> responses.putIfAbsent(
                        response.getKey(), response.getValue().deepCopy()));
    }

    /** Adds the file formats to the response of a list that can be exported. */
    private void giveFiles(ObjectNode operation) {
        JsonNode files = document.path(key("exported"));
        for (String part : List.of("headers", "content")) {
            ObjectNode into = operation.withObject("/responses/200/" + part);
            files.path(part)
                    .properties()
                    .forEach(
                            one -> into.putIfAbsent(one.getKey(), one.getValue().deepCopy()));
        }
    }

    private static void sortResponses(ObjectNode operation) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        operation.path("responses").properties().forEach(one -> sorted.put(one.getKey(), one.getValue()));
        operation.withObject("/responses").removeAll().setAll(sorted);
    }

    private static void tellRoles(ObjectNode operation) {
        if (operation.has(ROLES)) {
            List<String> roles =
                    operation.path(ROLES).valueStream().map(JsonNode::asString).toList();
            String told = operation.path("description").asString("");
            operation.put(
                    "description", (told.isEmpty() ? "" : told + "\n\n") + "For " + String.join(", ", roles) + ".");
        }
    }

    private static String key(String kind) {
        return "x-for-" + kind;
    }
}
