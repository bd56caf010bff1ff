package id.kezbek.startup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.settings.LiveKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the page of all settings contains every setting that the engine reads. */
class AllSettingsTest {

    private static final String CURATED =
            "engine/src/main/resources/META-INF/additional-spring-configuration-metadata.json";

    /** The places of names in the code: a placeholder, or an argument of a look-up. */
    private static final Pattern READ =
            Pattern.compile("(?:\\$\\{|[pP]roperty\\(\\s*\")(cezbek\\.[a-z0-9][a-z0-9.-]*[a-z0-9])(?=[:}\"])");

    private static final Pattern PLACEHOLDER = Pattern.compile("[<>|]");

    @Test
    void everySettingIsOnThePage() throws IOException {
        StringBuilder page = new StringBuilder("""
                # All settings

                This page lists all settings of the engine, with their names in a settings file. The environment
                variable of `cezbek.limits.sign-ins-per-minute` is `CEZBEK_LIMITS_SIGNINSPERMINUTE` (or
                `CEZBEK_LIMITS_SIGN_INS_PER_MINUTE`). [configuration.md](configuration.md) explains the sources of
                settings and which source overrides which. A change of a *live* setting in Consul or Vault takes
                effect at once; a change of another setting takes effect at the next start. `logging.level.<logger>`
                is live too.

                | setting | meaning | type | default | live |
                |---|---|---|---|---|
                """);
        for (Catalogue.Setting setting : Catalogue.ofThisProgram().settings()) {
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            setting.name(),
                            escaped(setting.description()),
                            type(setting.type()),
                            setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`",
                            live(setting.name())));
        }
        GeneratedDocument.named("all-settings.md").mustBe(page.toString());
    }

    @Test
    void everySettingThatTheCodeReadsIsDescribed() throws IOException {
        Set<String> described = Catalogue.ofThisProgram().settings().stream()
                .map(Catalogue.Setting::name)
                .collect(Collectors.toSet());
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.walk(engine().resolve("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                READ.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
            }
        }
        assertThat(read).as("found at all").hasSizeGreaterThan(30);
        read.removeAll(described);
        read.removeIf(name -> name.startsWith("cezbek.jobs."));
        assertThat(read).as("describe each in " + CURATED).isEmpty();
    }

    @Test
    void everySettingIsDescribed() {
        assertThat(Catalogue.ofThisProgram().settings()).hasSizeGreaterThan(100).allSatisfy(setting -> {
            assertThat(setting.description()).as(setting.name()).isNotBlank();
            assertThat(setting.type()).as(setting.name()).isNotBlank();
        });
    }

    @Test
    void suggestsSimilarName() {
        Catalogue catalogue = Catalogue.ofThisProgram();
        assertThat(catalogue.nearest("cezbek.limits.partner-call-per-second"))
                .contains("cezbek.limits.partner-calls-per-second");
        assertThat(catalogue.nearest("cezbek.something.else.altogether")).isEmpty();
    }

    private static String live(String name) {
        if (name.equals("cezbek.jobs")) {
            return "yes";
        }
        return LiveKeys.isLive(name) ? "yes" : "";
    }

    private static String escaped(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> switch (found.group()) {
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            default -> "\\\\|";
        });
    }

    private static String type(String name) {
        return switch (name) {
            case "java.time.Duration" -> "duration";
            case "java.lang.Integer", "java.lang.Long", "java.math.BigDecimal" -> "number";
            case "java.lang.Boolean" -> "true, false";
            case "java.lang.String" -> "text";
            case "java.net.URI" -> "address";
            case "java.nio.file.Path" -> "file";
            default ->
                name.startsWith("java.util.Map")
                        ? "names with values"
                        : name.startsWith("java.util.") ? "list" : words(name);
        };
    }

    /** The constants of one of our enums. */
    private static String words(String name) {
        try {
            Object[] constants = Class.forName(name).getEnumConstants();
            return Arrays.stream(constants)
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        } catch (ClassNotFoundException unknown) {
            throw new AssertionError("no type of a setting: " + name, unknown);
        }
    }

    /** Tests run in a module's folder or in the repository's folder. */
    private static Path engine() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("engine")) ? here.resolve("engine") : here;
    }
}
