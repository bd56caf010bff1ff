package id.kezbek.startup.vault;

import id.kezbek.startup.configuration.RemoteServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection to Vault, and the entry to read.
 *
 * @param url scheme, host and port, for example https://vault:8200; without it Vault is not used
 * @param namespace the namespace, if the Vault installation uses namespaces
 * @param mount the mount path of the key-value store, version 2
 * @param path the path of the entry with the settings
 * @param auth how the engine logs in: with a token, or as a Kubernetes service account
 * @param token the token; for auth=token
 * @param role the Vault role of the service account; for auth=kubernetes
 * @param kubernetesMount the mount path of the Kubernetes log-in
 * @param jwtFile the file with the service account's token, read again at each log-in
 * @param timeout the timeout of a request to Vault
 * @param refresh the interval at which the entry is read again
 * @param caFile a PEM file with the certificate authorities of the server's certificate; empty for the authorities that
 *     the JVM trusts
 */
@ConfigurationProperties(VaultSettings.PREFIX)
public record VaultSettings(
        @Nullable URI url,
        @DefaultValue("") String namespace,
        @DefaultValue("secret") String mount,
        @DefaultValue("cezbek-engine") String path,
        @DefaultValue("token") Auth auth,
        @Nullable String token,
        @DefaultValue("cezbek-engine") String role,
        @DefaultValue("kubernetes") String kubernetesMount,

        @DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token")
        Path jwtFile,

        @DefaultValue("3s") Duration timeout,
        @DefaultValue("1m") Duration refresh,
        @Nullable Path caFile) {

    static final String PREFIX = "cezbek.vault";

    /** The ways to log in. */
    public enum Auth {
        TOKEN,
        KUBERNETES
    }

    public VaultSettings {
        url = RemoteServer.address(url).orElse(null);
        token = token == null || token.isBlank() ? null : token.strip();
        caFile = caFile == null || caFile.toString().isBlank() ? null : caFile;
        require(
                url == null || (url.getHost() != null && url.toString().startsWith("http")),
                "url must be an address, for example https://vault:8200");
        // The address must contain no secret: messages show it when Vault is unavailable.
        require(
                url == null || url.getRawUserInfo() == null,
                "url must not contain a user; set cezbek.vault.token instead");
        require(
                url == null || auth != Auth.TOKEN || token != null,
                "token is missing; set it, set cezbek.vault.auth=kubernetes, or remove cezbek.vault.url");
        require(isPath(mount), "mount must be a path, for example secret");
        require(isPath(path), "path must be a path, for example cezbek-engine");
        require(isPath(kubernetesMount), "kubernetes-mount must be a path, for example kubernetes");
        require(!role.isBlank(), "role must be the name of a Vault role");
        require(timeout.isPositive(), "timeout must be above zero, for example 3s");
        require(refresh.isPositive(), "refresh must be above zero, for example 1m");
    }

    private static boolean isPath(String text) {
        return text.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + "." + what);
        }
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "VaultSettings[" + url + ", " + mount + "/" + path + "]";
    }
}
