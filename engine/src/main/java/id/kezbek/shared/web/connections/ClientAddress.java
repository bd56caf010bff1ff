package id.kezbek.shared.web.connections;

import id.kezbek.shared.security.SecurityEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The caller's IP address. If the installation has its own proxy, that proxy supplies the address. */
public final class ClientAddress {

    private static final String ATTRIBUTE = SecurityEvents.ADDRESS_ATTRIBUTE;

    /** A single household or server usually gets an IPv6 network of this size and can use every address in it. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** Sets the caller's IP address. Call this method before other code reads the address. */
    public static void tell(HttpServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String told ? told : request.getRemoteAddr();
    }

    /** The key under which limits count a caller: an IPv4 address, or the network of an IPv6 address. */
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
