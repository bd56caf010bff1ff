package id.kezbek.startup.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Every setting of the engine, sorted by name, from Spring Boot's configuration metadata that the build generates. */
public record Catalogue(List<Setting> settings) {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final int LETTERS_MAX = 3;

    /** A setting; its type is a Java type name. */
    public record Setting(
            String name,
            @Nullable String type,
            @Nullable Object defaultValue,
            @Nullable String description) {

        public String byDefault() {
            return switch (defaultValue) {
                case null -> "";
                case Collection<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
                default -> defaultValue.toString();
            };
        }
    }

    private record Metadata(List<Setting> properties) {}

    public static Catalogue ofThisProgram() {
        TreeMap<String, Setting> settings = new TreeMap<>();
        try {
            for (URL url : Collections.list(Catalogue.class.getClassLoader().getResources(METADATA))) {
                try (InputStream stream = url.openStream()) {
                    JsonMapper.shared().readValue(stream, Metadata.class).properties().stream()
                            .filter(setting -> setting.name().startsWith("cezbek."))
                            .forEach(setting -> settings.put(setting.name(), setting));
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("The settings' descriptions cannot be read", unreadable);
        }
        return new Catalogue(List.copyOf(settings.values()));
    }

    /**
     * The existing setting that an unknown name probably means. Only one part of the two names differs, and only by a
     * few letters.
     */
    Optional<String> nearest(String name) {
        return settings.stream()
                .map(Setting::name)
                .filter(known -> Math.max(known.length(), name.length())
                                - common(known, name)
                                - common(reversed(known), reversed(name))
                        <= LETTERS_MAX)
                .findFirst();
    }

    private static int common(String one, String other) {
        int end = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        return end < 0 ? one.length() : end;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
