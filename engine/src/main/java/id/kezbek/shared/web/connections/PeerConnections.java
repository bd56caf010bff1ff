package id.kezbek.shared.web.connections;

import id.kezbek.shared.batch.Shares;
import java.util.function.Consumer;

/** Limits the number of connections of one IP address. */
public final class PeerConnections {

    private final Shares<String> held;
    private final TrustedProxies proxies;
    private final Consumer<String> refused;

    /** @param refused receives the address of each connection that was refused, or closed because it was slow */
    public PeerConnections(int largest, TrustedProxies proxies, Consumer<String> refused) {
        this.held = new Shares<>(largest);
        this.proxies = proxies;
        this.refused = refused;
    }

    /** Whether the connection is accepted. If so, call {@link #closed} when the connection closes. */
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
