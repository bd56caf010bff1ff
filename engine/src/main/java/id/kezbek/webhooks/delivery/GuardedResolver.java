package id.kezbek.webhooks.delivery;

import id.kezbek.webhooks.endpoints.PublicAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the host name of an endpoint and refuses internal addresses. The HTTP client connects to the addresses that
 * this class returns, so a name server cannot return another address after the check.
 */
final class GuardedResolver implements DnsResolver {

    /** The host name has an internal address. */
    static final class InternalAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1L;
    }

    private final DnsResolver names;
    private final boolean allowsInternal;

    GuardedResolver(DnsResolver names, boolean allowsInternal) {
        this.names = names;
        this.allowsInternal = allowsInternal;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowsInternal && !PublicAddresses.isPublic(address)) {
                throw new InternalAddressException();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
