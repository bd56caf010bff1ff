package id.kezbek.limits.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Optional;

/** Reads where a call comes from, and which addresses count as one. */
final class Addresses {

    /** The longest that a text of an IPv6 address gets. */
    private static final int TEXT_MAX = 45;
    /** A household or a server has this much of IPv6 at the least, and could call from each address in it. */
    private static final int NETWORK_BYTES = 8;

    private final String header;

    /** @param header the header that the own proxy sets; empty where there is none */
    Addresses(String header) {
        this.header = header;
    }

    /**
     * The caller's address: the proxy's last entry, because whoever calls can write entries before it. Where the header
     * is absent or holds no address, the other end of the connection.
     */
    String of(HttpServletRequest request) {
        if (header.isEmpty()) {
            return request.getRemoteAddr();
        }
        String last = "";
        for (Enumeration<String> values = request.getHeaders(header); values.hasMoreElements(); ) {
            last = values.nextElement();
        }
        String entry = last.substring(last.lastIndexOf(',') + 1).strip();
        return parsed(entry).isPresent() ? entry : request.getRemoteAddr();
    }

    /** What is counted together: an IPv4 address, or an IPv6 network. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        return parsed(address)
                .filter(Inet6Address.class::isInstance)
                .map(ipv6 -> HexFormat.of().formatHex(Arrays.copyOf(ipv6.getAddress(), NETWORK_BYTES)) + "/64")
                .orElse(address);
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
