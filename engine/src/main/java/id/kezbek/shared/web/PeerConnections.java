package id.kezbek.shared.web;

import id.kezbek.shared.batch.Shares;
import java.util.function.Consumer;

/** Bounds the connections that one address holds, so that nobody takes them all. */
final class PeerConnections {

    private final Shares<String> held;
    private final TrustedProxies proxies;
    private final Consumer<String> refused;

    /** @param refused is told the address of each connection that is not taken, or that was cut because it was slow */
    PeerConnections(int largest, TrustedProxies proxies, Consumer<String> refused) {
        this.held = new Shares<>(largest);
        this.proxies = proxies;
        this.refused = refused;
    }

    /** Whether the connection is taken; {@link #closed} gives its place back. */
    boolean opened(String address) {
        if (proxies.contain(address) || held.enter(ClientAddress.network(address))) {
            return true;
        }
        refused.accept(address);
        return false;
    }

    void closed(String address) {
        if (!proxies.contain(address)) {
            held.leave(ClientAddress.network(address));
        }
    }

    void cut(String address) {
        refused.accept(address);
    }
}
