package id.kezbek.startup.consul;

import id.kezbek.startup.configuration.RemoteServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection to Consul, and how the engine uses Consul.
 *
 * @param url scheme, host and port of an agent, for example http://127.0.0.1:8500; without it Consul is not used
 * @param token the token, if Consul requires one
 * @param required whether a start fails if the settings in Consul cannot be read; if false, the settings of the other
 *     sources apply until Consul is available
 * @param path the key with the settings, a JSON object
 * @param hold how long Consul holds a blocking query while nothing changes
 * @param timeout the timeout of all other requests to Consul
 * @param register whether the engine registers itself as a service
 * @param service the service name of the registration
 * @param address the address at which others reach this process; empty for server.address, or the host's own address
 * @param checkInterval the interval of Consul's readiness check
 * @param forgetAfter the time without readiness after which Consul removes the registration
 * @param caFile a PEM file with the certificate authorities of the agent's certificate; empty for the authorities that
 *     the JVM trusts
 */
@ConfigurationProperties(ConsulSettings.PREFIX)
public record ConsulSettings(
        @Nullable URI url,
        @Nullable String token,
        @DefaultValue("true") boolean required,
        @DefaultValue("config/cezbek-engine/data") String path,
        @DefaultValue("55s") Duration hold,
        @DefaultValue("3s") Duration timeout,
        @DefaultValue("true") boolean register,
        @DefaultValue("cezbek-engine") String service,
        @DefaultValue("") String address,
        @DefaultValue("10s") Duration checkInterval,
        @DefaultValue("10m") Duration forgetAfter,
        @Nullable Path caFile) {

    static final String PREFIX = "cezbek.consul";

    /** Consul's maximum wait. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private static final Duration FORGET_MIN = Duration.ofMinutes(1);

    public ConsulSettings {
        url = RemoteServer.address(url).orElse(null);
        token = token == null || token.isBlank() ? null : token.strip();
        caFile = caFile == null || caFile.toString().isBlank() ? null : caFile;
        require(
                url == null || (url.getHost() != null && url.toString().startsWith("http")),
                "url must be an address, for example http://127.0.0.1:8500");
        // The address must contain no secret: messages show it when Consul is unavailable.
        require(
                url == null || url.getRawUserInfo() == null,
                "url must not contain a user; set cezbek.consul.token instead");
        require(!path.isBlank() && !path.startsWith("/"), "path must be a key, for example config/cezbek-engine/data");
        require(
                hold.toSeconds() >= 1 && hold.compareTo(WAIT_MAX) <= 0,
                "hold must be between 1s and 10m, Consul's maximum");
        require(timeout.isPositive(), "timeout must be above zero, for example 3s");
        require(!service.isBlank(), "service must be a name, for example cezbek-engine");
        require(checkInterval.toSeconds() >= 1, "check-interval must be 1s or more");
        require(forgetAfter.compareTo(FORGET_MIN) >= 0, "forget-after must be 1m or more, Consul's minimum");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + "." + what);
        }
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "ConsulSettings[" + url + ", " + path + "]";
    }
}
