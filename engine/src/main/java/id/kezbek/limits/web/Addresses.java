package id.kezbek.limits.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Enumeration;
import java.util.Optional;

/** Reads where a call comes from. */
final class Addresses {

    /** The longest that a text of an IPv6 address gets. */
    private static final int TEXT_MAX = 45;

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
