package id.kezbek.shared.web;

import id.kezbek.shared.security.SecurityEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The address that a call comes from, as the installation's own proxy tells it where there is one. */
public final class ClientAddress {

    private static final String ATTRIBUTE = SecurityEvents.ADDRESS_ATTRIBUTE;

    /** A household or a server has this much of IPv6 at the least, and could call from each address in it. */
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** Says, before anything asks for it, where the call comes from. */
    public static void tell(HttpServletRequest request, String address) {
        request.setAttribute(ATTRIBUTE, address);
    }

    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String told ? told : request.getRemoteAddr();
    }

    /** What is counted together: an IPv4 address, or the network of an IPv6 address. */
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
