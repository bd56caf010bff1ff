package id.kezbek.adapters.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;

/** Creates the sockets of SMTP connections. Jakarta Mail connects the sockets, and adds TLS if TLS is configured. */
final class GatheringSockets extends SocketFactory {

    /**
     * The socket that this thread created last. Jakarta Mail creates its socket in the calling thread, but does not
     * expose it.
     */
    private final ThreadLocal<GatheringSocket> created = new ThreadLocal<>();

    @Override
    public Socket createSocket() {
        GatheringSocket socket = new GatheringSocket();
        created.set(socket);
        return socket;
    }

    /**
     * The last socket that the current thread created; empty if Jakarta Mail is configured to create sockets itself.
     */
    Optional<GatheringSocket> takeCreated() {
        Optional<GatheringSocket> last = Optional.ofNullable(created.get());
        created.remove();
        return last;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return getDefault().createSocket(host, port, localHost, localPort);
    }
}
