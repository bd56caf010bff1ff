package id.kezbek.openapi.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of an API surface (v1 or v2). The document is split into one file per subject, so that files
 * stay short and developers rarely edit the same file. This class joins the files into one document.
 */
public final class ApiDescription {

    /**
     * The maximum number of YAML aliases ({@code *name}) in a part. A part with more aliases is a mistake or an attack
     * on the parser.
     */
    private static final int ALIASES_MAX = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode document;

    private ApiDescription(ObjectNode document) {
        this.document = document;
    }

    /** @throws IllegalStateException if two parts define the same element */
    public static ApiDescription of(Surface surface) {
        return new ApiDescription(Parts.joined(
                resources(surface).stream().map(ApiDescription::part).toList()));
    }

    /** A document from one file, for example a released document. */
    public static ApiDescription parse(InputStream yaml) {
        return new ApiDescription(tree(yaml));
    }

    /** A copy of the whole document. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    public String json() {
        return JSON.writeValueAsString(document);
    }

    public String yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setSplitLines(false);
        return new Yaml(options).dump(JSON.treeToValue(document, Map.class));
    }

    private static List<Resource> resources(Surface surface) {
        String pattern = "classpath:/openapi/" + surface.folder() + "/*.yaml";
        try {
            List<Resource> parts = Arrays.stream(new PathMatchingResourcePatternResolver().getResources(pattern))
                    .sorted(Comparator.comparing(part -> Objects.requireNonNull(part.getFilename())))
                    .toList();
            if (parts.isEmpty()) {
                throw new IllegalStateException("No files match " + pattern);
            }
            return parts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode part(Resource resource) {
        try (InputStream yaml = resource.getInputStream()) {
            return tree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (RuntimeException broken) {
            throw new IllegalStateException(resource + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static ObjectNode tree(InputStream yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(ALIASES_MAX);
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        JsonNode tree = JSON.valueToTree(
                new Yaml(new SafeConstructor(options), new Representer(unused), unused, options).load(yaml));
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalStateException("A part must be a YAML object");
    }
}
