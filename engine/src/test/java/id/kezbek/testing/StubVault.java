package id.kezbek.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parts of Vault's HTTP API that the engine uses, based on its documentation (tokens, Kubernetes log-in, one
 * entry of the key-value store, version 2), for machines without Vault.
 */
final class StubVault implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DENIED = "{\"errors\":[\"permission denied\"]}";

    /** The lifetime of a log-in. */
    private record Lease(long timeToLiveSeconds, long until, long longestUntil) {

        static Lease begin(long timeToLive, long longest) {
            long now = System.nanoTime();
            return new Lease(timeToLive, now + seconds(timeToLive), now + seconds(longest));
        }

        Lease renewed() {
            return new Lease(
                    timeToLiveSeconds,
                    Math.min(System.nanoTime() + seconds(timeToLiveSeconds), longestUntil),
                    longestUntil);
        }

        long leftSeconds() {
            return Math.max(0, Duration.ofNanos(until - System.nanoTime()).toSeconds());
        }

        boolean isOver() {
            return System.nanoTime() - until >= 0;
        }

        private static long seconds(long number) {
            return Duration.ofSeconds(number).toNanos();
        }
    }

    private final HttpServer server;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Set<String> renewed = new HashSet<>();
    private JsonNode entry;
    private JsonNode role;
    private int tokens;

    private StubVault(HttpServer server) {
        this.server = server;
    }

    static StubVault start(int port) throws IOException {
        StubVault stub = new StubVault(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0));
        stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        stub.server.createContext("/v1/", stub::answer);
        stub.server.start();
        return stub;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1/".length());
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        JsonNode body = sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
        switch (path) {
            case "auth/kubernetes/login" -> logIn(exchange, body);
            case "auth/token/lookup-self" -> lookUp(exchange, token);
            case "auth/token/renew-self" -> renew(exchange, token);
            case "secret/data/cezbek-engine" -> entry(exchange, token, body);
            case "secret/data/absent" -> answer(exchange, 404, "{\"errors\":[]}");
            default -> administer(exchange, path, token, body);
        }
    }

    private void logIn(HttpExchange exchange, JsonNode body) throws IOException {
        String claims = new String(
                Base64.getUrlDecoder().decode(body.path("jwt").asString().split("\\.")[1]), StandardCharsets.UTF_8);
        String account = JSON.readTree(claims)
                .path("kubernetes.io")
                .path("serviceaccount")
                .path("name")
                .asString();
        boolean isBound = role != null
                && role.path("bound_service_account_names")
                        .valueStream()
                        .anyMatch(name -> name.asString().equals(account));
        if (!isBound) {
            answer(exchange, 403, "{\"errors\":[\"service account name not authorized\"]}");
            return;
        }
        granted(exchange, Lease.begin(seconds(role.path("ttl")), seconds(role.path("max_ttl"))));
    }

    private void granted(HttpExchange exchange, Lease lease) throws IOException {
        String token = "s." + ++tokens;
        leases.put(token, lease);
        auth(exchange, token, lease);
    }

    private static void auth(HttpExchange exchange, String token, Lease lease) throws IOException {
        answer(
                exchange,
                200,
                JSON.writeValueAsString(Map.of(
                        "auth",
                        Map.of("client_token", token, "lease_duration", lease.leftSeconds(), "renewable", true))));
    }

    private void lookUp(HttpExchange exchange, String token) throws IOException {
        if (token.equals(TestVault.ROOT)) {
            answer(exchange, 200, "{\"data\":{\"ttl\":0,\"renewable\":false}}");
        } else if (isGood(token)) {
            answer(exchange, 200, "{\"data\":{\"ttl\":" + leases.get(token).leftSeconds() + ",\"renewable\":true}}");
        } else {
            answer(exchange, 403, DENIED);
        }
    }

    private void renew(HttpExchange exchange, String token) throws IOException {
        if (!isGood(token)) {
            answer(exchange, 403, DENIED);
            return;
        }
        leases.put(token, leases.get(token).renewed());
        renewed.add(token);
        auth(exchange, token, leases.get(token));
    }

    private void entry(HttpExchange exchange, String token, JsonNode body) throws IOException {
        if (!token.equals(TestVault.ROOT) && !isGood(token)) {
            answer(exchange, 403, DENIED);
        } else if (exchange.getRequestMethod().equals("POST")) {
            entry = body.path("data");
            answer(exchange, 200, "{}");
        } else if (entry == null) {
            answer(exchange, 404, "{\"errors\":[]}");
        } else {
            answer(exchange, 200, "{\"data\":{\"data\":" + entry + ",\"metadata\":{\"version\":1}}}");
        }
    }

    private void administer(HttpExchange exchange, String path, String token, JsonNode body) throws IOException {
        if (!path.equals("sys/health") && !token.equals(TestVault.ROOT)) {
            answer(exchange, 403, DENIED);
            return;
        }
        switch (path) {
            case "auth/token/create" ->
                granted(exchange, Lease.begin(seconds(body.path("ttl")), seconds(body.path("explicit_max_ttl"))));
            case "auth/token/lookup" ->
                answer(
                        exchange,
                        200,
                        renewed.contains(body.path("token").asString())
                                ? "{\"data\":{\"last_renewal\":\"2026-01-01T00:00:00Z\"}}"
                                : "{\"data\":{}}");
            case "sys/leases/revoke-prefix/auth/kubernetes" -> {
                leases.clear();
                answer(exchange, 200, "{}");
            }
            case "auth/token/revoke" -> {
                leases.remove(body.path("token").asString());
                answer(exchange, 200, "{}");
            }
            case "auth/kubernetes/role/cezbek-engine" -> {
                role = body;
                answer(exchange, 200, "{}");
            }
            default -> answer(exchange, 200, "{\"initialized\":true}");
        }
    }

    private boolean isGood(String token) {
        return leases.containsKey(token) && !leases.get(token).isOver();
    }

    /** Tests use seconds. */
    private static long seconds(JsonNode text) {
        return Long.parseLong(text.asString().replace("s", ""));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
