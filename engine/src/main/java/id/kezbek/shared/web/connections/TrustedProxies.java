package id.kezbek.shared.web.connections;

import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The installation's own proxies, by IP address. */
public final class TrustedProxies {

    private final List<IpAddressMatcher> networks;

    /** @throws IllegalArgumentException for an entry that is neither an address nor a network */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(IpAddressMatcher::new).toList();
    }

    public boolean areNone() {
        return networks.isEmpty();
    }

    public boolean contain(String address) {
        for (IpAddressMatcher network : networks) {
            if (network.matches(address)) {
                return true;
            }
        }
        return false;
    }
}
