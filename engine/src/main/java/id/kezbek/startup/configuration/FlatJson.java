package id.kezbek.startup.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns a JSON object into settings by name. Dots join the names of nested members, and commas join the values of a
 * list.
 */
public final class FlatJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private FlatJson() {}

    /** @throws IllegalArgumentException if the text is not a JSON object; the message does not quote the text */
    public static Map<String, String> parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException unreadable) {
            int line = unreadable.getLocation() == null
                    ? 1
                    : unreadable.getLocation().getLineNr();
            throw new IllegalArgumentException("it is not valid JSON from line " + line + " on");
        }
        if (root == null || !root.isObject()) {
            throw new IllegalArgumentException(
                    "it is not a JSON object; expected for example {\"cezbek\": {\"roles\": \"api\"}}");
        }
        return flat(root);
    }

    /** Turns a parsed JSON object into settings by name. */
    public static Map<String, String> flat(JsonNode object) {
        Map<String, String> values = new LinkedHashMap<>();
        add("", object, values);
        return values;
    }

    private static void add(String name, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> add(
                            name.isEmpty() ? member.getKey() : name + "." + member.getKey(),
                            member.getValue(),
                            values));
        } else if (node.isArray()) {
            addAll(name, node, values);
        } else if (values.put(name, node.isNull() ? "" : node.asString()) != null) {
            throw new IllegalArgumentException(name + " occurs twice");
        }
    }

    private static void addAll(String name, JsonNode list, Map<String, String> values) {
        List<String> plain = new ArrayList<>();
        for (JsonNode element : list) {
            if (element.isContainer()) {
                throw new IllegalArgumentException(name + " is a list, but not of plain values");
            }
            plain.add(element.asString());
        }
        values.put(name, String.join(",", plain));
    }
}
