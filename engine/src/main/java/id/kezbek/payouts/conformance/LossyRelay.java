package id.kezbek.payouts.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A relay between the adapter and the provider. It forwards each request, and drops the provider's response on command.
 */
final class LossyRelay implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The headers that the relay does not forward, because they belong to one connection. */
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "host", "content-length", "connection", "transfer-encoding", "upgrade", "expect", "keep-alive", "date");

    private static final int BAD_GATEWAY = 502;
    private static final int NO_BODY = -1;

    private final String target;
    private final String path;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private volatile boolean losesAnswers;

    private LossyRelay(URI baseUrl) throws IOException {
        this.target = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.path = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        server.setExecutor(threads);
        server.createContext("/", this::relay);
        server.start();
    }

    static LossyRelay start(URI baseUrl) {
        try {
            return new LossyRelay(baseUrl);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("The relay cannot listen", e);
        }
    }

    /** The URL to use instead of the provider's base URL. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void loseAnswers(boolean lost) {
        losesAnswers = lost;
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }

    private void relay(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> response = client.send(request(exchange), BodyHandlers.ofByteArray());
            if (!losesAnswers) {
                answer(exchange, response);
            }
            // If responses are dropped, the connection is closed without a response.
        } catch (IOException unreachable) {
            if (!losesAnswers) {
                exchange.sendResponseHeaders(BAD_GATEWAY, NO_BODY);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .timeout(TIMEOUT)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            if (!OF_A_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> request.header(header.getKey(), value));
            }
        }
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? NO_BODY : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
