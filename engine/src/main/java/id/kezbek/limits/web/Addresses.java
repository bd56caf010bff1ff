package id.kezbek.limits.web;

import id.kezbek.shared.web.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Enumeration;
import java.util.Optional;

/** Reads where a call comes from. */
final class Addresses {

    /** The longest that a text of an IPv6 address gets. */
    private static final int TEXT_MAX = 45;

    private final String header;
    private final TrustedProxies proxies;

    /**
     * @param header the header that the own proxy sets; empty where there is none
     * @param proxies from whom the header is believed
     * @throws IllegalArgumentException where a header is named and no proxy: believed from everybody, each caller could
     *     name an address of its choice; believed from nobody, all callers would share the proxy's limits
     */
    Addresses(String header, TrustedProxies proxies) {
        if (!header.isEmpty() && proxies.areNone()) {
            throw new IllegalArgumentException("cezbek.limits.address-header is set and cezbek.edge.trusted-proxies is"
                    + " empty; name the addresses of the proxy that sets the header, such as 10.0.0.0/8");
        }
        this.header = header;
        this.proxies = proxies;
    }

    /**
     * The caller's address: the trusted proxy's last entry, because whoever calls can write entries before it. Where the
     * connection is another's, or the header is absent or holds no address, the other end of the connection.
     */
    String of(HttpServletRequest request) {
        if (header.isEmpty() || !proxies.contain(request.getRemoteAddr())) {
            return request.getRemoteAddr();
        }
        String last = "";
        for (Enumeration<String> values = request.getHeaders(header); values.hasMoreElements(); ) {
            last = values.nextElement();
        }
        String entry = last.substring(last.lastIndexOf(',') + 1).strip();
        return parsed(entry).isPresent() ? entry : request.getRemoteAddr();
    }

    private static Optional<InetAddress> parsed(String text) {
        if (text.isEmpty() || text.length() > TEXT_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
