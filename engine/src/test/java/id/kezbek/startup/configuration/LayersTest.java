package id.kezbek.startup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.startup.StartFailure;
import id.kezbek.startup.process.ConfigurationLayers;
import id.kezbek.testing.SmallApplication;
import id.kezbek.testing.TestConsul;
import id.kezbek.testing.TestVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * All layers contain the same setting. The layer with the highest precedence applies; if it is removed, the next one
 * applies.
 */
class LayersTest {

    private static final String KEY = "cezbek.notifications.queue";
    private static final String VARIABLE = "CEZBEK_NOTIFICATIONS_QUEUE";

    @TempDir
    static Path folder;

    private static TestConsul consul;
    private static TestVault vault;

    @BeforeAll
    static void start() throws Exception {
        consul = TestConsul.start();
        consul.put("config/cezbek-engine/data", "{\"cezbek\": {\"notifications\": {\"queue\": \"by-consul\"}}}");
        vault = TestVault.start();
        vault.write(Map.of(KEY, "by-vault"));
    }

    @AfterAll
    static void stop() {
        consul.close();
        vault.close();
    }

    @Test
    void higherLayerWins() throws Exception {
        Path file = Files.writeString(folder.resolve("engine.properties"), KEY + "=by-file\n");
        Path envFile = Files.writeString(folder.resolve("some.env"), VARIABLE + "=by-env-file\n");
        Map<String, String> commandLine = new LinkedHashMap<>();
        commandLine.put("spring.config.additional-location", "file:" + file);
        Map<String, Object> environment = new HashMap<>();
        environment.put("CEZBEK_ENV_FILE", envFile.toString());
        environment.put("CEZBEK_CONSUL_URL", consul.url().toString());
        environment.put("CEZBEK_VAULT_URL", vault.url().toString());
        environment.put("CEZBEK_VAULT_TOKEN", "root");
        environment.put(VARIABLE, "by-environment");
        commandLine.put(KEY, "by-command-line");

        assertThat(ruling(commandLine, environment)).isEqualTo("by-command-line");
        commandLine.remove(KEY);
        assertThat(ruling(commandLine, environment)).isEqualTo("by-environment");
        environment.remove(VARIABLE);
        assertThat(ruling(commandLine, environment)).isEqualTo("by-vault");
        environment.remove("CEZBEK_VAULT_URL");
        assertThat(ruling(commandLine, environment)).isEqualTo("by-consul");
        environment.remove("CEZBEK_CONSUL_URL");
        assertThat(ruling(commandLine, environment)).isEqualTo("by-env-file");
        environment.remove("CEZBEK_ENV_FILE");
        assertThat(ruling(commandLine, environment)).isEqualTo("by-file");
        commandLine.remove("spring.config.additional-location");
        assertThat(ruling(commandLine, environment)).isEqualTo("cezbek-emails");
    }

    @Test
    void layerMayConfigureNextOne() throws Exception {
        Path envFile = Files.writeString(
                folder.resolve("reach.env"),
                "CEZBEK_VAULT_URL=" + vault.url() + "\nCEZBEK_VAULT_TOKEN='root' # of this test\n");
        assertThat(ruling(Map.of("cezbek.env-file", envFile.toString()), Map.of()))
                .isEqualTo("by-vault");
    }

    @Test
    void optionalLayerMayBeMissing() throws Exception {
        Path envFile = Files.writeString(folder.resolve("without.env"), VARIABLE + "=by-env-file\n");
        Map<String, Object> environment = Map.of(
                "CEZBEK_ENV_FILE",
                envFile.toString(),
                "CEZBEK_CONSUL_URL",
                "http://127.0.0.1:" + FreePort.choose(),
                "CEZBEK_CONSUL_REQUIRED",
                "false");
        assertThat(ruling(Map.of(), environment)).isEqualTo("by-env-file");
    }

    @Test
    void missingOrInvalidEnvFileStopsStart() throws Exception {
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.env-file", folder.resolve("no.env"))))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageStartingWith("CEZBEK_ENV_FILE is ");

        Path bad = Files.writeString(folder.resolve("bad.env"), "CEZBEK_ROLES=api\nCEZBEK_SEED\n");
        assertThatThrownBy(() -> SmallApplication.start(Map.of("cezbek.env-file", bad)))
                .hasMessageStartingWith(bad + ":2: this line is not NAME=value");
    }

    private static String ruling(Map<String, String> commandLine, Map<String, Object> variables) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        String[] arguments = commandLine.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        assertThat(ConfigurationLayers.addWhatCanBeRead(environment)).isEmpty();
        return environment.getProperty(KEY);
    }
}
