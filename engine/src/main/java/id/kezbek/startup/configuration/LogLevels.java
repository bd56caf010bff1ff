package id.kezbek.startup.configuration;

import id.kezbek.shared.settings.LiveSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Changes the level of a logger when the setting {@code logging.level.<logger>} changes. */
@Component
final class LogLevels {

    private static final String PREFIX = "logging.level.";

    private final Environment environment;
    private final LoggingSystem logging;

    LogLevels(Environment environment, LoggingSystem logging, LiveSettings settings) {
        this.environment = environment;
        this.logging = logging;
        settings.follow(this::read);
    }

    private Runnable read(Set<String> names) {
        Map<String, @Nullable LogLevel> levels = new HashMap<>();
        names.stream().filter(name -> name.startsWith(PREFIX)).forEach(name -> {
            put(name.substring(PREFIX.length()), level(name), levels);
        });
        return () -> levels.forEach(logging::setLogLevel);
    }

    private static void put(String logger, @Nullable LogLevel level, Map<String, @Nullable LogLevel> levels) {
        if (logger.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME)) {
            // The root logger has no parent.
            levels.put(LoggingSystem.ROOT_LOGGER_NAME, level == null ? LogLevel.INFO : level);
        } else {
            levels.put(logger, level);
        }
    }

    /** The level of the logger; null if the setting was removed. The logger then uses the level of its parent. */
    private @Nullable LogLevel level(String name) {
        @Nullable String text = environment.getProperty(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            // YAML turns an unquoted off into false. At the start, Spring Boot also reads false as off.
            return text.strip().equalsIgnoreCase("false")
                    ? LogLevel.OFF
                    : LogLevel.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    name + " must be one of "
                            + Arrays.toString(LogLevel.values()).toLowerCase(Locale.ROOT),
                    unknown);
        }
    }
}
