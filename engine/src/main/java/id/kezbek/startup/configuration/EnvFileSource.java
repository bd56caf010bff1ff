package id.kezbek.startup.configuration;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The configuration layer of a {@code .env} file. The names in the file are read like names of environment variables.
 */
public final class EnvFileSource extends SystemEnvironmentPropertySource implements OriginLookup<String> {

    /**
     * With the suffix of this name, Spring Boot reads the names of settings in this source like names of environment
     * variables.
     */
    static final String NAME = "envFile-systemEnvironment";

    private final Path file;
    private final Map<String, EnvFile.Line> lines;

    public EnvFileSource(Path file, Map<String, EnvFile.Line> lines) {
        super(NAME, values(lines));
        this.file = file;
        this.lines = lines;
    }

    private static Map<String, Object> values(Map<String, EnvFile.Line> lines) {
        Map<String, Object> values = new LinkedHashMap<>();
        lines.forEach((name, line) -> values.put(name, line.value()));
        return values;
    }

    @Override
    public @Nullable Origin getOrigin(String name) {
        EnvFile.Line line = lines.get(name);
        return line == null ? null : new InFile(file, line.number());
    }

    private record InFile(Path file, int line) implements Origin {

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }
}
