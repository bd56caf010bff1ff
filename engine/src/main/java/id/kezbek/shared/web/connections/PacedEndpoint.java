package id.kezbek.shared.web.connections;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's endpoint with two additions: a maximum number of connections per IP address, and a minimum rate for all
 * reads. Tomcat's own timeouts restart with each byte, so a caller could hold a connection open without limit with one
 * byte every fifteen seconds. All bytes of requests pass through this class, also bytes of bodies that the engine does
 * not use.
 */
public final class PacedEndpoint extends NioEndpoint {

    private @Nullable PeerConnections peers;
    private @Nullable Pace pace;

    void bound(PeerConnections peers, Pace pace) {
        this.peers = peers;
        this.pace = pace;
    }

    /** A copy of Tomcat's method, because Tomcat's method creates Tomcat's own socket wrapper. */
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        PeerConnections known = peers;
        Pace asked = pace;
        if (known == null || asked == null || getUnixDomainSocketPath() != null) {
            return super.setSocketOptions(socket);
        }
        PacedSocket paced = null;
        String address = null;
        try {
            address = socket.socket().getInetAddress().getHostAddress();
            if (!known.opened(address)) {
                destroySocket(socket);
                return false;
            }
            NioChannel channel = channel();
            PacedSocket wrapper = new PacedSocket(channel, this, known, asked, address);
            channel.reset(socket, wrapper);
            connections.put(socket, wrapper);
            paced = wrapper;
            socket.configureBlocking(false);
            socketProperties.setProperties(socket.socket());
            wrapper.setReadTimeout(getConnectionTimeout());
            wrapper.setWriteTimeout(getConnectionTimeout());
            wrapper.setKeepAliveLeft(getMaxKeepAliveRequests());
            getPoller().register(wrapper);
            return true;
        } catch (IOException | RuntimeException failed) {
            getLog().debug("A connection could not be accepted", failed);
            if (paced == null) {
                if (address != null) {
                    known.closed(address);
                }
                destroySocket(socket);
            }
            return false;
        }
    }

    private NioChannel channel() {
        NioChannel kept = getNioChannels() == null ? null : getNioChannels().pop();
        return kept == null
                ? createChannel(new SocketBufferHandler(
                        socketProperties.getAppReadBufSize(),
                        socketProperties.getAppWriteBufSize(),
                        socketProperties.getDirectBuffer()))
                : kept;
    }

    private static final class PacedSocket extends NioSocketWrapper {

        private final PeerConnections peers;
        private final Pace pace;
        private final String address;
        /** The time at which the current request started; -1 between requests. */
        private long begunAt = -1;

        private long lastReadAt;
        private long bytes;
        private long waited;
        private boolean missed;

        PacedSocket(NioChannel channel, NioEndpoint endpoint, PeerConnections peers, Pace pace, String address) {
            super(channel, endpoint);
            this.peers = peers;
            this.pace = pace;
            this.address = address;
        }

        @Override
        public int read(boolean block, byte[] into, int offset, int length) throws IOException {
            requirePace();
            long before = System.nanoTime();
            int read = super.read(block, into, offset, length);
            count(block, before, read);
            return read;
        }

        @Override
        public int read(boolean block, ByteBuffer into) throws IOException {
            requirePace();
            long before = System.nanoTime();
            int read = super.read(block, into);
            count(block, before, read);
            return read;
        }

        @Override
        protected void doWrite(boolean block, ByteBuffer from) throws IOException {
            super.doWrite(block, from);
            // After a response or "100 Continue", the measurement restarts with the next byte.
            begunAt = -1;
        }

        @Override
        protected void doClose() {
            try {
                super.doClose();
            } finally {
                peers.closed(address);
            }
        }

        private void count(boolean block, long before, int read) throws IOException {
            if (read <= 0) {
                return;
            }
            long now = System.nanoTime();
            if (begunAt < 0) {
                begunAt = now;
                bytes = 0;
                waited = block ? now - before : 0;
            } else {
                // Non-blocking reads happen only in a request's head, where all time between two reads is waiting time.
                waited += now - (block ? before : lastReadAt);
            }
            lastReadAt = now;
            bytes += read;
            if (pace.isMissed(bytes, waited)) {
                missed = true;
                peers.cut(address);
                requirePace();
            }
        }

        private void requirePace() throws IOException {
            if (missed) {
                throw new SocketTimeoutException("The request arrived too slowly");
            }
        }
    }
}
