package id.kezbek.shared.web.connections;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP/1.1 over {@link PacedEndpoint}. Tomcat creates this class by its name. */
public final class PacedProtocol extends Http11NioProtocol {

    private final PacedEndpoint endpoint;

    public PacedProtocol() {
        this(new PacedEndpoint());
    }

    private PacedProtocol(PacedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    public void bound(PeerConnections peers, Pace pace) {
        endpoint.bound(peers, pace);
    }
}
