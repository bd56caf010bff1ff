package id.kezbek.startup.process;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Binds the management port to the loopback interface unless an address is set, because requests to this port need no
 * token. The default cannot be in the configuration file: Spring Boot refuses an address without a port.
 */
final class ManagementOnLoopback implements EnvironmentPostProcessor {

    private static final String PORT = "management.server.port";
    private static final String ADDRESS = "management.server.address";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String port = environment.getProperty(PORT, "");
        if (!port.isBlank() && !environment.containsProperty(ADDRESS)) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("management on loopback", Map.of(ADDRESS, "127.0.0.1")));
        }
    }
}
