package id.kezbek.console.frame;

import id.kezbek.shared.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The texts of the pages. Each area of the console has one file for each language:
 * {@code console/words/<area>.<language>.properties}. Each key begins with the name of its area. {@code {0}} in a text
 * stands for the first value.
 */
@Component
public class Words {

    private static final String FILES = "classpath*:console/words/*.";
    private static final String ENDING = ".properties";

    private final Map<Language, Map<String, String>> words = new EnumMap<>(Language.class);

    Words() {
        for (Language language : Language.values()) {
            words.put(language, read(language));
        }
    }

    /** The text with this key. If no text has this key, returns the key. A test finds such keys. */
    public String of(Language language, String key, Object... values) {
        String text = find(language, key).orElse(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    public Optional<String> find(Language language, String key) {
        return Optional.ofNullable(all(language).get(key));
    }

    public Map<String, String> all(Language language) {
        return Objects.requireNonNull(words.get(language));
    }

    private static Map<String, String> read(Language language) {
        Map<String, String> all = new HashMap<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources(FILES + language.code() + ENDING)) {
                Properties properties = new Properties();
                try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                for (String key : properties.stringPropertyNames()) {
                    if (all.put(key, properties.getProperty(key)) != null) {
                        throw new IllegalStateException("Two files of words have the key " + key);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(all);
    }
}
