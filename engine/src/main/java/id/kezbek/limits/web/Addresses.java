package id.kezbek.limits.web;

import id.kezbek.shared.web.connections.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Enumeration;
import java.util.Optional;

/** Determines the IP address of a caller. */
final class Addresses {

    /** The maximum length of an IPv6 address in text form. */
    private static final int TEXT_MAX = 45;

    private final String header;
    private final TrustedProxies proxies;

    /**
     * @param header the header that the proxy sets; empty without a proxy
     * @param proxies the addresses from which the header is trusted
     * @throws IllegalArgumentException for a header without proxies. With a header that is trusted from every address,
     *     callers could pretend to have any address. With a header that is trusted from no address, all callers would
     *     share the proxy's limit
     */
    Addresses(String header, TrustedProxies proxies) {
        if (!header.isEmpty() && proxies.areNone()) {
            throw new IllegalArgumentException("cezbek.limits.address-header is set, but cezbek.edge.trusted-proxies is"
                    + " empty; it must list the addresses of the proxy that sets the header, for example 10.0.0.0/8");
        }
        this.header = header;
        this.proxies = proxies;
    }

    /**
     * The caller's address. The trusted proxy writes the address as the last entry of the header; callers can forge
     * earlier entries. Without a trusted proxy, or without an address in the header, the result is the peer address of
     * the connection.
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
