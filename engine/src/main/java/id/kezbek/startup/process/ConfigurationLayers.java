package id.kezbek.startup.process;

import id.kezbek.startup.StartFailure;
import id.kezbek.startup.configuration.EnvFile;
import id.kezbek.startup.configuration.EnvFileSource;
import id.kezbek.startup.configuration.RemoteLayer;
import id.kezbek.startup.consul.ConsulLayer;
import id.kezbek.startup.vault.VaultLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Adds three layers of settings above the files and below the environment variables. The order is: defaults, file,
 * {@code .env}, Consul, Vault, environment, command line; later layers have precedence. The layers are added one by
 * one, so that each layer can configure access to the next layer. A missing optional layer is reported in one line of
 * the log.
 */
public final class ConfigurationLayers implements EnvironmentPostProcessor, Ordered {

    private static final String ENV_FILE = "cezbek.env-file";
    private static final Path USUAL_ENV_FILE = Path.of(".env");

    /** A layer. The settings in lower layers configure the access to this layer. */
    private interface Layer {
        List<PropertySource<?>> read(ConfigurableEnvironment environment);
    }

    private static final List<Layer> LAYERS =
            List.of(ConfigurationLayers::envFile, ConsulLayer::read, VaultLayer::read);

    private final Log log;

    /** @param logs store log messages until the log levels are known */
    public ConfigurationLayers(DeferredLogFactory logs) {
        this.log = logs.getLog(ConfigurationLayers.class);
    }

    /** Runs after Spring Boot has read the files. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        add(environment, problem -> {
            throw problem;
        });
        missing(environment).forEach(log::warn);
    }

    /** One line for each layer that is missing at the start. */
    public static List<String> missing(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(RemoteLayer.class::isInstance)
                .map(RemoteLayer.class::cast)
                .flatMap(layer -> layer.missingBecause().stream())
                .map(because -> because + "; the engine starts without its settings and uses the other layers")
                .toList();
    }

    /**
     * Adds the layers as at the start of an engine. Returns the problem of each layer that cannot be read, and adds the
     * other layers.
     */
    public static List<String> addWhatCanBeRead(ConfigurableEnvironment environment) {
        List<String> problems = new ArrayList<>();
        add(environment, problem -> problems.add(StartFailure.explain(problem)));
        return problems;
    }

    private static void add(ConfigurableEnvironment environment, Consumer<RuntimeException> problems) {
        MutablePropertySources sources = environment.getPropertySources();
        for (Layer layer : LAYERS) {
            try {
                // Each layer is added directly below the environment variables, so the layer has precedence over layers
                // that were added earlier.
                layer.read(environment)
                        .forEach(source ->
                                sources.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source));
            } catch (RuntimeException unreadable) {
                problems.accept(unreadable);
            }
        }
    }

    private static List<PropertySource<?>> envFile(ConfigurableEnvironment environment) {
        String named = environment.getProperty(ENV_FILE, "").strip();
        if (!named.isEmpty() && !Files.isRegularFile(Path.of(named))) {
            throw new StartFailure.Precondition(
                    "CEZBEK_ENV_FILE is " + named + ", which is not a file; create it, or remove the variable");
        }
        Path file = named.isEmpty() ? USUAL_ENV_FILE : Path.of(named);
        return Files.isRegularFile(file) ? List.of(new EnvFileSource(file, EnvFile.read(file))) : List.of();
    }
}
