package id.kezbek.openapi.corpus;

import id.kezbek.testing.ApiOperation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that an operation must refuse, derived from its example. Each has one error. */
final class BadBodies {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RAW = "@raw@";
    private static final String LINE_BREAK = "\\n";
    /** Marks a text that may have several lines. */
    private static final String LINES = "x-lines";

    private static final int DEPTH_MAX = 4;
    private static final int NESTED = 40_000;

    /** More than the largest body that any path accepts. */
    private static final int HUGE_BYTES = 3 * 1024 * 1024;

    record Bad(String what, byte[] bytes) {
        static Bad of(String what, String text) {
            return new Bad(what, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final ApiOperation operation;
    private final JsonNode example;
    private final List<Bad> bodies = new ArrayList<>();

    private BadBodies(ApiOperation operation) {
        this.operation = operation;
        this.example = operation.bodyExample();
    }

    static List<Bad> of(ApiOperation operation) {
        BadBodies bad = new BadBodies(operation);
        bad.broken();
        bad.inside(operation.bodySchema(), "", 0);
        return bad.bodies;
    }

    /** Whole bodies that are not JSON, not an object, or too large. */
    private void broken() {
        String good = example.toString();
        Map<String, String> texts = Map.ofEntries(
                Map.entry("blank", " "),
                Map.entry("null", "null"),
                Map.entry("a list", "[]"),
                Map.entry("a list of it", "[" + good + "]"),
                Map.entry("a number", "7"),
                Map.entry("a text", JSON.writeValueAsString(good)),
                Map.entry("cut off", good.substring(0, Math.max(1, good.length() - 1))),
                Map.entry("more behind it", good + " x"),
                Map.entry("twice", good + good),
                Map.entry("a comment", "/* hello */" + good),
                Map.entry("single quotes", "{'reason':'x'}"),
                Map.entry("a number beyond numbers", "{\"x\":1e99999999999}"),
                Map.entry("not a number", "{\"x\":NaN}"),
                Map.entry("deep nesting", "{\"x\":" + "[".repeat(NESTED) + "]".repeat(NESTED) + "}"),
                Map.entry("deep objects", "{\"x\":".repeat(2_000) + "1" + "}".repeat(2_000)),
                Map.entry("a form", "reason=x&amount=1"),
                Map.entry(
                        "markup",
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"));
        texts.forEach((what, text) -> bodies.add(Bad.of("body is " + what, text)));
        bodies.add(new Bad("body is UTF-16", good.getBytes(StandardCharsets.UTF_16)));
        bodies.add(new Bad("body is no UTF-8", new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'}));
        bodies.add(new Bad("body is NUL", new byte[] {0}));
        bodies.add(Bad.of("body is huge", " ".repeat(HUGE_BYTES) + good));
        bodies.add(Bad.of("body is a huge text", "{\"reason\":\"" + "R".repeat(HUGE_BYTES) + "\"}"));
        if (!example.isEmpty()) {
            String first = example.propertyNames().iterator().next();
            bodies.add(Bad.of(
                    "body has a field twice", "{\"" + first + "\":" + example.get(first) + "," + good.substring(1)));
            bodies.add(Bad.of("body is empty", ""));
        }
    }

    /**
     * @param pointer the position of the schema's value in the example
     */
    private void inside(JsonNode anySchema, String pointer, int depth) {
        JsonNode schema = operation.resolved(anySchema);
        if (depth > DEPTH_MAX) {
            return;
        }
        if (schema.path("additionalProperties").isBoolean()) {
            unknown(pointer);
        }
        schema.path("properties").properties().forEach(property -> {
            String at = pointer + "/" + property.getKey();
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(name -> name.asString().equals(property.getKey()));
            if (required) {
                without(at);
            }
            values(operation.resolved(property.getValue()), at);
            if (!example.at(at).isMissingNode()) {
                inside(property.getValue(), at, depth + 1);
            }
        });
    }

    private void values(JsonNode schema, String at) {
        for (String raw : List.of(
                "null",
                "\"x\"",
                "\"\"",
                "\" \"",
                "7",
                "-7",
                "1.5",
                "true",
                "[]",
                "{}",
                "[null]",
                "1e400",
                "-0.0001",
                "\"\\ud800\"")) {
            unlessAllowed(at, raw);
        }
        // Texts that the documents' patterns do not describe and that no field accepts.
        if (isText(schema)) {
            for (String hidden : List.of(
                    "\\u0000",
                    "\\u001b",
                    LINE_BREAK,
                    "\\u007f",
                    "\\u202e",
                    "\\u200b",
                    "\\ud800",
                    "\\udc00x",
                    "\\uffff",
                    "\\u2028")) {
                if (!hidden.equals(LINE_BREAK) || !schema.path(LINES).asBoolean(false)) {
                    bodies.add(Bad.of(at + " holds " + hidden, replaced(at, "\"A" + hidden + "B\"")));
                }
            }
            unlessAllowed(at, "\"'; drop table partners.partner; --\"");
            unlessAllowed(at, "\"<script>alert(1)</script>\"");
            unlessAllowed(at, "\"\\ud83d\\ude00\"");
            unlessAllowed(at, "\"\u0627\u0644\u0639\u0631\u0628\u064a\u0629\"");
            unlessAllowed(at, "\"" + "9".repeat(200) + "\"");
        }
        edges(schema, at);
        schema.path("oneOf").forEach(form -> edges(operation.resolved(form), at));
    }

    private void edges(JsonNode schema, String at) {
        if (schema.has("maxLength")) {
            int max = schema.path("maxLength").asInt();
            unlessAllowed(at, "\"" + "R".repeat(max + 1) + "\"");
            unlessAllowed(at, "\"" + "\\ud83d\\ude00".repeat(max + 1) + "\"");
        }
        if (schema.has("maximum")) {
            unlessAllowed(
                    at,
                    schema.path("maximum").decimalValue().add(BigDecimal.ONE).toPlainString());
            unlessAllowed(at, "9".repeat(39));
        }
        if (schema.has("minimum")) {
            unlessAllowed(
                    at,
                    schema.path("minimum")
                            .decimalValue()
                            .subtract(BigDecimal.ONE)
                            .toPlainString());
        }
        schema.path("enum").forEach(word -> {
            unlessAllowed(at, "\"" + word.asString("").toLowerCase(Locale.ROOT) + "\"");
            unlessAllowed(at, "\"" + word.asString("") + " \"");
        });
        if (schema.has("maxItems") && example.at(at) instanceof ArrayNode items) {
            ArrayNode more = JSON.createArrayNode();
            for (int i = 0; i <= schema.path("maxItems").asInt(); i++) {
                more.add(items.get(0));
            }
            unlessAllowed(at, more.toString());
        }
    }

    private boolean isText(JsonNode schema) {
        return schema.path("type").asString("").equals("string")
                || schema.path("type")
                        .valueStream()
                        .anyMatch(type -> type.asString().equals("string"));
    }

    private void without(String at) {
        ObjectNode copy = (ObjectNode) example.deepCopy();
        parent(copy, at).remove(name(at));
        bodies.add(Bad.of(at + " is missing", copy.toString()));
    }

    private void unknown(String pointer) {
        for (String name : List.of("unknown_field", "__proto__", "\u202e")) {
            ObjectNode copy = (ObjectNode) example.deepCopy();
            if (copy.at(pointer) instanceof ObjectNode object) {
                object.put(name, 1);
                bodies.add(Bad.of(pointer + " has an unknown field", copy.toString()));
            }
        }
    }

    private void unlessAllowed(String at, String raw) {
        String body = replaced(at, raw);
        boolean allowed;
        try {
            allowed = operation.bodyFaults(JSON.readTree(body)).isEmpty();
        } catch (RuntimeException unreadable) {
            allowed = false;
        }
        if (!allowed) {
            bodies.add(Bad.of(at + " is " + (raw.length() > 60 ? raw.substring(0, 60) + "…" : raw), body));
        }
    }

    /** The example with this raw JSON at a position. */
    private String replaced(String at, String raw) {
        ObjectNode copy = (ObjectNode) example.deepCopy();
        parent(copy, at).put(name(at), RAW);
        return copy.toString().replace("\"" + RAW + "\"", raw);
    }

    private static ObjectNode parent(ObjectNode root, String at) {
        JsonNode node = root;
        List<String> names = List.of(at.substring(1).split("/"));
        for (Iterator<String> steps = names.subList(0, names.size() - 1).iterator(); steps.hasNext(); ) {
            node = ((ObjectNode) node).withObject("/" + steps.next());
        }
        return (ObjectNode) node;
    }

    private static String name(String at) {
        return at.substring(at.lastIndexOf('/') + 1);
    }
}
