package id.kezbek.adapters.redis;

import id.kezbek.startup.StartFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses invalid Redis addresses with a message that names the setting. The message of the library does not name the
 * setting.
 */
final class RedisAddresses implements EnvironmentPostProcessor {

    private static final String NODES = "spring.data.redis.cluster.nodes";
    private static final String URL = "spring.data.redis.url";
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final int PORT_MAX = 65_535;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        List<String> nodes = Binder.get(environment)
                .bind(NODES, Bindable.listOf(String.class))
                .orElse(List.of());
        for (int entry = 0; entry < nodes.size(); entry++) {
            if (!isHostAndPort(nodes.get(entry))) {
                throw new StartFailure.Precondition(NODES + ": entry " + (entry + 1)
                        + " is not host:port; expected for example redis-1:6379,redis-2:6379");
            }
        }
        String url = environment.getProperty(URL, "");
        // The message does not contain the address, because the address may contain the password.
        if (!url.isBlank() && !isAddress(url)) {
            throw new StartFailure.Precondition(
                    URL
                            + " is not a Redis URL; expected for example redis://host:6379, or rediss://user:password@host:6379 for TLS");
        }
    }

    private static boolean isHostAndPort(String node) {
        int colon = node.lastIndexOf(':');
        return colon > 0 && isPort(node.substring(colon + 1));
    }

    private static boolean isPort(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= PORT_MAX;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static boolean isAddress(String url) {
        try {
            URI address = new URI(url.strip());
            return address.getScheme() != null && SCHEMES.contains(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException broken) {
            return false;
        }
    }
}
