package id.kezbek.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A receiver of an engine's spans: OTLP over HTTP in protobuf. Texts are searched directly in its bytes. It stores
 * deliveries only while a test listens.
 */
public final class TraceReceiver implements AutoCloseable {

    private static final String PATH = "/v1/traces";
    private static final int KEPT_MAX = 10_000;

    private final HttpServer server;
    private final Queue<String> deliveries = new ConcurrentLinkedQueue<>();
    private volatile boolean isHeard;

    private TraceReceiver(HttpServer server) {
        this.server = server;
    }

    /**
     * @param port 0 for a free port
     */
    public static TraceReceiver start(int port) {
        try {
            TraceReceiver receiver = new TraceReceiver(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
            receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            receiver.server.createContext(PATH, receiver::take);
            receiver.server.start();
            return receiver;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** The settings with which an engine delivers all spans to this receiver without delay. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("cezbek.traces", address());
        properties.put("cezbek.traces.percent", "100");
        properties.put("cezbek.traces.interval", "100ms");
        return properties;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    public void listen() {
        deliveries.clear();
        isHeard = true;
    }

    public void stopListening() {
        isHeard = false;
        deliveries.clear();
    }

    /** Each delivery since a test listens, with one character per byte. */
    public List<String> deliveries() {
        return List.copyOf(deliveries);
    }

    public boolean heard(String text) {
        return deliveries.stream().anyMatch(delivery -> delivery.contains(text));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (isHeard && deliveries.size() < KEPT_MAX) {
                deliveries.add(new String(body, StandardCharsets.ISO_8859_1));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
