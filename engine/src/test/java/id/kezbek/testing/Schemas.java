package id.kezbek.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Validates values by the schemas of a document. */
final class Schemas {

    private static final String JUDGED_BY_ITSELF = "x-judged-by-itself";

    private final ObjectNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private Schemas(ObjectNode document) {
        this.document = document;
    }

    /** For requests. A list whose items are checked one by one accepts any items. */
    static Schemas asWritten(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        objects(copy).stream().filter(schema -> schema.has(JUDGED_BY_ITSELF)).forEach(schema -> schema.remove("items"));
        return new Schemas(copy);
    }

    /**
     * For responses: an undeclared field is an error. The document itself leaves responses open, because they may get
     * new fields in later versions.
     */
    static Schemas closed(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        objects(copy).stream()
                .filter(schema ->
                        schema.has("type") && schema.path("properties").isObject())
                .filter(schema -> !schema.has("additionalProperties"))
                .forEach(schema -> schema.put("additionalProperties", false));
        return new Schemas(copy);
    }

    /** The value's errors according to the schema at this JSON pointer. */
    List<String> faults(String pointer, JsonNode value) {
        return faults(compiled.computeIfAbsent(pointer, this::compileAt), value);
    }

    /** The value's errors according to a schema in the document. */
    List<String> faultsOf(JsonNode schema, JsonNode value) {
        return faults(compiled.computeIfAbsent(schema.toString(), text -> compile(schema)), value);
    }

    private static List<String> faults(Schema schema, JsonNode value) {
        return schema
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** The node at a pointer, with a reference resolved. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    private Schema compileAt(String pointer) {
        JsonNode target = document.at(pointer);
        if (target.isMissingNode()) {
            throw new IllegalArgumentException("The document has nothing at " + pointer);
        }
        return compile(target);
    }

    private Schema compile(JsonNode target) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set("components", document.path("components"));
        root.set("target", target);
        root.put("$ref", "#/target");
        return registry.getSchema(root);
    }

    private static List<ObjectNode> objects(ObjectNode root) {
        return root.findParents("type").stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
    }
}
