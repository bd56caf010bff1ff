package id.kezbek.shared.web;

import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The installation's own proxies, by address. */
final class TrustedProxies {

    private final List<IpAddressMatcher> networks;

    /** @throws IllegalArgumentException where one is no address and no network */
    TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(IpAddressMatcher::new).toList();
    }

    boolean contain(String address) {
        for (IpAddressMatcher network : networks) {
            if (network.matches(address)) {
                return true;
            }
        }
        return false;
    }
}
