package id.kezbek.payouts.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.CallbackScheme;
import id.kezbek.shared.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Receives a provider's callbacks on any path of a port, and keeps each callback with a valid proof. */
final class CallbackListener implements AutoCloseable {

    private static final int OK = 200;
    private static final int REFUSED = 401;
    private static final int NO_BODY = -1;

    private final CallbackScheme scheme;
    private final @Nullable String secret;
    private final @Nullable HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Callback> proven = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();

    private CallbackListener(OptionalInt port, CallbackScheme scheme, @Nullable String secret) throws IOException {
        this.scheme = scheme;
        this.secret = secret;
        this.server = port.isPresent() ? HttpServer.create(new InetSocketAddress(port.getAsInt()), 0) : null;
        if (server != null) {
            server.setExecutor(threads);
            server.createContext("/", this::receive);
            server.start();
        }
    }

    static CallbackListener start(OptionalInt port, CallbackScheme scheme, @Nullable String secret) {
        try {
            return new CallbackListener(port, scheme, secret);
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "port " + port.orElse(0) + " cannot receive callbacks: " + taken.getMessage(), taken);
        }
    }

    boolean isOpen() {
        return server != null;
    }

    boolean hasSecret() {
        return secret != null;
    }

    /** The latest callback with a valid proof about the result of an order. */
    Optional<Callback> about(String reference) {
        return Optional.ofNullable(proven.get(reference));
    }

    /** The number of callbacks without a valid proof, as text; empty if there are none. */
    String refused() {
        int count = refused.get();
        return count == 0 ? "" : "; " + count + " arrived without a valid " + scheme.header();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(scheme.maxBytes());
            String given =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(scheme.header()), "");
            boolean isProven = secret != null && scheme.proves(secret, given, body);
            if (isProven) {
                keep(body);
            } else {
                refused.incrementAndGet();
            }
            exchange.sendResponseHeaders(isProven ? OK : REFUSED, NO_BODY);
        }
    }

    private void keep(byte[] body) {
        try {
            Callback callback = scheme.read(body);
            if (callback.status() != Callback.Status.PENDING) {
                proven.put(callback.externalId(), callback);
            }
        } catch (Refusal unreadable) {
            refused.incrementAndGet();
        }
    }
}
