package id.kezbek.webhooks.endpoints;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The rules for an endpoint's URL. The IP address of a host name is checked at each attempt, because the address can
 * change.
 */
@Component
public class EndpointUrl {

    public static final int LENGTH_MAX = 500;

    private static final int NO_PORT = -1;
    private static final int PORT_MAX = 65_535;

    /** An IP address in the URL; Java resolves such a text without a name server. */
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9a-fA-Fx.]*[0-9]");

    private static final String EXPECTED = "must be a URL such as https://shop.example/hooks";

    private final boolean allowsInternal;

    EndpointUrl(WebhookSettings settings) {
        this.allowsInternal = settings.allowsInternal();
    }

    /** The error in the URL; empty for a valid URL. */
    public Optional<String> fault(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return Optional.of(EXPECTED);
        }
        if (!"https".equalsIgnoreCase(url.getScheme())
                && !(allowsInternal && "http".equalsIgnoreCase(url.getScheme()))) {
            return Optional.of("must begin with https://");
        }
        String host = url.getHost();
        if (host == null || !text.equals(url.toASCIIString())) {
            return Optional.of(EXPECTED);
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("must not contain a user name or a fragment");
        }
        if (url.getPort() != NO_PORT && (url.getPort() < 1 || url.getPort() > PORT_MAX)) {
            return Optional.of("must have a port from 1 to 65535, or none");
        }
        return allowsInternal || !isInternal(host)
                ? Optional.empty()
                : Optional.of("must not be an address of an internal network");
    }

    /** The URL without its query, because partners put tokens into the query. */
    static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static boolean isInternal(String host) {
        if (!ADDRESS.matcher(host).matches()) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return !PublicAddresses.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
