package id.kezbek.access.passkeys;

import com.webauthn4j.data.client.Origin;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The relying party of WebAuthn: the host of the engine's public address, to which passkeys are bound. */
@Component
public class RelyingParty {

    static final String NAME = "Kezbek";

    /**
     * Without the setting, the address is localhost with the engine's own port. This port is known only after the
     * start.
     */
    private static final String PUBLIC_URL =
            "${cezbek.public-url:http://localhost:${local.server.port:${server.port:0}}}";

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");
    private static final String LOCALHOST = "localhost";
    private static final String HTTPS = "https";
    private static final int NO_PORT = -1;

    private final Environment environment;

    RelyingParty(Environment environment) {
        this.environment = environment;
    }

    String id() {
        return url().getHost();
    }

    /** The only web origin from which pages may use the passkeys. */
    Origin origin() {
        URI url = url();
        return new Origin(
                url.getScheme() + "://" + url.getHost() + (url.getPort() == NO_PORT ? "" : ":" + url.getPort()));
    }

    /** Browsers refuse passkeys for IP addresses, and for unencrypted connections except to the local computer. */
    boolean isUsable() {
        String host = url().getHost();
        return host != null
                && !ADDRESS.matcher(host).matches()
                && (HTTPS.equals(url().getScheme()) || host.equals(LOCALHOST));
    }

    boolean isSet() {
        return environment.containsProperty("cezbek.public-url");
    }

    /** @throws Refusal STATE_CONFLICT if browsers refuse passkeys at the public address */
    void requireUsable() {
        if (!isUsable()) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "passkeys do not work at the engine's public address: it needs https and a host name"
                            + " (cezbek.public-url)");
        }
    }

    private URI url() {
        return URI.create(environment.resolveRequiredPlaceholders(PUBLIC_URL));
    }
}
