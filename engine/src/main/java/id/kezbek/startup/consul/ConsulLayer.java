package id.kezbek.startup.consul;

import id.kezbek.startup.StartFailure;
import id.kezbek.startup.configuration.RemoteLayer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Reads the settings in Consul at the start of a process. If Consul is configured but unavailable, the start fails,
 * unless {@code cezbek.consul.required} is false.
 */
public final class ConsulLayer {

    /** The layer's name among the environment's property sources. */
    public static final String NAME = "consul";

    private ConsulLayer() {}

    /**
     * The layer; empty if Consul is not used.
     *
     * @throws StartFailure.Precondition if the layer cannot be read and is required
     */
    public static List<PropertySource<?>> read(ConfigurableEnvironment environment) {
        ConsulSettings settings = Binder.get(environment).bindOrCreate(ConsulSettings.PREFIX, ConsulSettings.class);
        if (settings.url() == null) {
            return List.of();
        }
        try (Consul consul = new Consul(settings)) {
            return List.of(layer(consul.read(), settings));
        }
    }

    private static RemoteLayer layer(Consul.Said said, ConsulSettings settings) {
        String url = Objects.requireNonNull(settings.url()).toString();
        return switch (said) {
            case Consul.Said.Settings found -> new RemoteLayer(NAME, where(settings), found.values());
            // A missing key is allowed: an installation may use Consul only for registration. The engine applies
            // settings that are added later.
            case Consul.Said.NothingThere nothing -> new RemoteLayer(NAME, where(settings), Map.of());
            case Consul.Said.Unusable unusable ->
                missing(
                        settings,
                        "Consul's " + settings.path() + " cannot be used: " + unusable.why(),
                        "correct it there and start again");
            case Consul.Said.Refused refused ->
                missing(
                        settings,
                        "Consul at " + url + " refuses " + settings.path() + ": " + refused.why(),
                        "check cezbek.consul.token");
            case Consul.Said.Away away ->
                missing(
                        settings,
                        "Consul cannot be reached at " + url + ": " + away.why(),
                        "start it, or correct cezbek.consul.url (empty: the engine does not use Consul)");
        };
    }

    private static RemoteLayer missing(ConsulSettings settings, String because, String toDo) {
        if (settings.required()) {
            throw new StartFailure.Precondition(
                    because + "; " + toDo + ", or set cezbek.consul.required=false to start without its settings");
        }
        return RemoteLayer.missing(NAME, where(settings), because);
    }

    private static String where(ConsulSettings settings) {
        return "Consul " + settings.path();
    }
}
