package id.kezbek.platform.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every setting of the engine's own, as its build describes them in Spring Boot's configuration metadata. */
public final class Catalogue {

    /** What all names begin with. */
    public static final String OURS = "cezbek.";

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One setting.
     *
     * @param type its class, as Java names it
     * @param byDefault what rules where nobody sets it; empty where nothing does
     * @param description what it is for, in a line
     */
    public record Setting(String name, String type, String byDefault, String description) {}

    private final Map<String, Setting> byName;

    private Catalogue(Map<String, Setting> byName) {
        this.byName = byName;
    }

    /** That of the running program. */
    public static Catalogue ofThisProgram() {
        Map<String, Setting> settings = new TreeMap<>();
        try {
            for (URL url : Collections.list(Catalogue.class.getClassLoader().getResources(METADATA))) {
                String text = text(url);
                // Libraries bring theirs, which are large and no business of this.
                if (text.contains("\"" + OURS)) {
                    JSON.readTree(text).path("properties").forEach(property -> {
                        Setting setting = setting(property);
                        if (setting.name().startsWith(OURS)) {
                            settings.put(setting.name(), setting);
                        }
                    });
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("The settings' descriptions cannot be read", unreadable);
        }
        return new Catalogue(settings);
    }

    private static String text(URL url) throws IOException {
        try (InputStream stream = url.openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Setting setting(JsonNode property) {
        return new Setting(
                property.path("name").asString(""),
                property.path("type").asString(""),
                byDefault(property.path("defaultValue")),
                property.path("description").asString(""));
    }

    private static String byDefault(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream()
                    .map(element -> element.asString(""))
                    .reduce((a, b) -> a + "," + b)
                    .orElse("");
        }
        return value.isMissingNode() ? "" : value.asString("");
    }

    /** In the order of their names. */
    public List<Setting> settings() {
        return List.copyOf(byName.values());
    }

    /** The one whose name is nearest to one that is none; empty where none is near. */
    Optional<String> nearest(String name) {
        int bound = 1 + name.length() / 8;
        return byName.keySet().stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= bound)
                .filter(known -> distance(known, name) <= bound)
                .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)));
    }

    /** How many letters are to be added, taken away or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
