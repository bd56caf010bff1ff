package id.kezbek.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of Consul's HTTP API that the engine uses, based on its documentation (key-value store with blocking
 * queries; the agent's services and checks), for machines without Consul.
 */
final class StubConsul implements AutoCloseable {

    private static final Pattern WAIT = Pattern.compile("index=(\\d+)&wait=(\\d+)s");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, JsonNode> services = new HashMap<>();
    /** The token with all rights; other tokens may only read keys. Empty if every caller has all rights. */
    private final String master;

    private long index = 10;

    private StubConsul(HttpServer server, String master) {
        this.server = server;
        this.master = master;
    }

    static StubConsul start(int port, String master) throws IOException {
        StubConsul stub = new StubConsul(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0), master);
        stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        stub.server.createContext("/v1/kv/", stub::keys);
        stub.server.createContext("/v1/agent/", stub::agent);
        stub.server.createContext("/v1/acl/", stub::rights);
        stub.server.start();
        return stub;
    }

    private synchronized void keys(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().substring("/v1/kv/".length());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                values.put(key, body(exchange));
                changed(exchange);
            }
            case "DELETE" -> {
                values.remove(key);
                changed(exchange);
            }
            default -> {
                awaitChange(String.valueOf(exchange.getRequestURI().getQuery()));
                exchange.getResponseHeaders().set("X-Consul-Index", Long.toString(index));
                String value = values.get(key);
                answer(exchange, value == null ? 404 : 200, value == null ? "" : value);
            }
        }
    }

    private void changed(HttpExchange exchange) throws IOException {
        index++;
        notifyAll();
        answer(exchange, 200, "true");
    }

    private void awaitChange(String query) {
        Matcher wait = WAIT.matcher(query);
        if (!wait.find()) {
            return;
        }
        long known = Long.parseLong(wait.group(1));
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(wait.group(2))).toNanos();
        while (index == known && System.nanoTime() < end) {
            try {
                wait(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized void agent(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1/agent/".length());
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (exchange.getRequestMethod().equals("PUT") && !isMaster(exchange)) {
            answer(exchange, 403, "Permission denied");
        } else if (path.equals("service/register")) {
            JsonNode service = JSON.readTree(body(exchange));
            services.put(service.path("ID").asString(), service);
            answer(exchange, 200, "");
        } else if (path.startsWith("service/deregister/")) {
            services.remove(id);
            answer(exchange, 200, "");
        } else if (path.startsWith("service/")) {
            answer(exchange, services.containsKey(id) ? 200 : 404, "{}");
        } else {
            answer(exchange, 200, path.equals("checks") ? checks() : JSON.writeValueAsString(services));
        }
    }

    /** Accepts policies and issues tokens; each token may read keys, whatever its policy says. */
    private void rights(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, isMaster(exchange) ? 200 : 403, "{\"SecretID\": \"some-reader\"}");
    }

    private boolean isMaster(HttpExchange exchange) {
        return master.isEmpty() || master.equals(exchange.getRequestHeaders().getFirst("X-Consul-Token"));
    }

    /** Checks each service immediately; Consul does it at intervals. */
    private String checks() {
        Map<String, Object> checks = new HashMap<>();
        services.forEach((id, service) -> checks.put(
                "service:" + id, Map.of("ServiceID", id, "Status", isPassing(service) ? "passing" : "critical")));
        return JSON.writeValueAsString(checks);
    }

    private static boolean isPassing(JsonNode service) {
        URI probe = URI.create(service.path("Check").path("HTTP").asString());
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(probe).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException | InterruptedException away) {
            return false;
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
