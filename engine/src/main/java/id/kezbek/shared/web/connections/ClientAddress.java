package id.kezbek.shared.web.connections;

import id.kezbek.shared.security.SecurityEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The address of the caller. The installation's own proxy, if there is one, supplies it. */
public final class ClientAddress {

    private static final String ATTRIBUTE = SecurityEvents.ADDRESS_ATTRIBUTE;

    /** One household or server has at least an IPv6 network of this size and can use every address in it. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** Sets the caller's address. Call it before any use. */
    public static void tell(HttpServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String told ? told : request.getRemoteAddr();
    }

    /** The unit that limits count: an IPv4 address, or the network of an IPv6 address. */
    public static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address ipv6
                    ? HexFormat.of().formatHex(Arrays.copyOf(ipv6.getAddress(), NETWORK_BYTES)) + "/64"
                    : address;
        } catch (IllegalArgumentException none) {
            return address;
        }
    }
}
