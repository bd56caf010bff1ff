package id.kezbek.sandbox.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One caller on one kept-alive connection: sends a call, and the next as soon as it is answered. All callers share one
 * thread, so that many answers that come at once cost one awakening.
 */
final class Caller implements AutoCloseable {

    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_CALL = 4 * 1024;

    private final URI server;
    private final Selector selector;
    private final String head;
    private final Supplier<String> bodies;
    private final Latencies latencies = new Latencies();
    private final ByteBuffer received = ByteBuffer.allocate(LONGEST_ANSWER);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(LONGEST_CALL);
    private SocketChannel channel;
    private long began;
    private long errors;
    private String firstError = "";

    /** @param bodies the JSON of each call, in plain ASCII */
    Caller(URI server, Selector selector, String path, String token, Supplier<String> bodies) throws IOException {
        this.server = server;
        this.selector = selector;
        this.bodies = bodies;
        this.channel = connect();
        this.head =
                "POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nx-client-channel: B2BCLIENT\r\nAccept: application/json\r\nContent-Type: application/json"
                        + "\r\nContent-Length: ";
    }

    void send() throws IOException {
        String json = bodies.get();
        sent.clear();
        sent.put((head + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1));
        sent.flip();
        began = System.nanoTime();
        while (sent.hasRemaining()) {
            // A call is shorter than the socket's buffer, and only one is under way.
            channel.write(sent);
        }
    }

    /**
     * Takes what has arrived.
     *
     * @return whether the answer is whole, and counted
     */
    boolean receive() throws IOException {
        if (channel.read(received) < 0) {
            throw new EOFException("the engine closed the connection");
        }
        Optional<Reply> reply = Reply.read(received.array(), received.position());
        if (reply.isEmpty()) {
            return false;
        }
        received.clear();
        latencies.record((System.nanoTime() - began) / 1_000);
        if (!reply.get().succeeded()) {
            failed(reply.get().status() + " " + reply.get().refusal());
        }
        if (reply.get().last()) {
            // Servers end a connection after so many requests; a client takes a new one.
            channel.close();
            channel = connect();
        }
        return true;
    }

    void failed(String what) {
        errors++;
        if (firstError.isEmpty()) {
            firstError = what;
        }
    }

    Latencies latencies() {
        return latencies;
    }

    long errors() {
        return errors;
    }

    String firstError() {
        return firstError;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel connected = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connected.configureBlocking(false);
        connected.register(selector, SelectionKey.OP_READ, this);
        return connected;
    }
}
