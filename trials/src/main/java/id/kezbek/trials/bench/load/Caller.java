package id.kezbek.trials.bench.load;

import id.kezbek.trials.bench.Measured;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A caller on one keep-alive connection. It sends the next request after the response to the previous request. All
 * callers share one thread, so several responses at the same time wake this thread only once.
 */
final class Caller implements AutoCloseable {

    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_CALL = 4 * 1024;

    private final URI server;
    private final Selector selector;
    private final String head;
    private final Supplier<Call> calls;
    private final Consumer<Call> answered;
    private final Histogram latencies = Measured.latenciesOf();
    private final ByteBuffer received = ByteBuffer.allocate(LONGEST_ANSWER);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(LONGEST_CALL);
    private SocketChannel channel;
    private Call underWay = new Call("", "");
    private long began;
    private long errors;
    private String firstError = "";

    /**
     * A request.
     *
     * @param json the body in ASCII
     * @param timed the number of a customer whose payout is timed; empty for all other customers
     */
    record Call(String json, String timed) {}

    /**
     * @param answered receives each successful request
     */
    public Caller(
            URI server, Selector selector, String path, String token, Supplier<Call> calls, Consumer<Call> answered)
            throws IOException {
        this.server = server;
        this.selector = selector;
        this.calls = calls;
        this.answered = answered;
        this.channel = connect();
        this.head =
                "POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nx-client-channel: B2BCLIENT\r\nAccept: application/json\r\nContent-Type: application/json"
                        + "\r\nContent-Length: ";
    }

    void send() throws IOException {
        send(System.nanoTime());
    }

    /**
     * @param due the time at which the request was due; its latency starts then
     */
    void send(long due) throws IOException {
        underWay = calls.get();
        String json = underWay.json();
        sent.clear();
        sent.put((head + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1));
        sent.flip();
        began = due;
        while (sent.hasRemaining()) {
            // One write is enough: a request is shorter than the socket's buffer, and only one request is in progress.
            channel.write(sent);
        }
    }

    /**
     * Reads the available bytes.
     *
     * @return whether the response is complete; a complete response is counted
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
        Measured.note(latencies, (System.nanoTime() - began) / 1_000);
        if (reply.get().succeeded()) {
            answered.accept(underWay);
        } else {
            failed(reply.get().status() + " " + reply.get().refusal());
        }
        if (reply.get().last()) {
            // Servers close a connection after a number of requests. The caller then opens a new connection.
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

    Histogram latencies() {
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
