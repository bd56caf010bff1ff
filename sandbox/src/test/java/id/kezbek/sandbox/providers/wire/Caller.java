package id.kezbek.sandbox.providers.wire;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.ProviderSandbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the sandbox as the engine does, in each provider's own protocol. */
public final class Caller implements AutoCloseable {

    public static final String MSISDN = "628118770510";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ProviderSandbox sandbox;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> properties;
    private final Map<String, String> extraHeaders = new HashMap<>();
    private Duration patience = PATIENCE;

    public Caller(ProviderSandbox sandbox) {
        this.sandbox = sandbox;
        this.properties = sandbox.engineProperties();
    }

    public record Reply(int status, String text) {

        public JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }
    }

    public Caller with(String header, String value) {
        extraHeaders.put(header, value);
        return this;
    }

    public Caller patient(Duration duration) {
        patience = duration;
        return this;
    }

    public Reply order(Provider provider, String reference, long amount) throws IOException {
        return order(provider, reference, Long.toString(amount), MSISDN);
    }

    public Reply order(Provider provider, String reference, String amount, String msisdn) throws IOException {
        return switch (provider) {
            case LSAJAH2H ->
                post(
                        "/api/v1/transfer/fund",
                        "{\"amount\":%s,\"msisdn\":\"%s\",\"notes\":\"LAJADA %s\"}"
                                .formatted(amount, msisdn, reference),
                        authorized(provider, reference));
            case GOPAIDH2H ->
                post(
                        "/api/v1/provider/top-up",
                        "{\"receipient\":\"%s\",\"add_balance\":%s}".formatted(msisdn, amount),
                        authorized(provider, reference));
            case JOSVOH2H ->
                post(
                        "/api/v2/accounts/transfer",
                        "{\"phone_no\":\"%s\",\"amount\":%s,\"client_ref_code\":\"%s\"}"
                                .formatted(msisdn, amount, reference),
                        authorized(provider, reference));
            case MTRANS ->
                post(
                        "/ewallet/v1/transfer",
                        "{\"wallet\":\"gpaid\",\"amount\":%s,\"account\":\"%s\"}".formatted(amount, msisdn),
                        authorized(provider, reference));
            case XENIT ->
                post(
                        "/api/v1/e-wallet/top-up",
                        "{\"wallet\":\"LSAJA_%s\",\"beneficiary\":\"%s\",\"amount\":%s,\"ref_code\":\"%s\"}"
                                .formatted(msisdn, msisdn, amount, reference),
                        authorized(provider, reference));
        };
    }

    public Reply inquire(Provider provider, String reference) throws IOException {
        String path = switch (provider) {
            case LSAJAH2H -> "/api/v1/transfer/fund/status?external_id=" + reference;
            case JOSVOH2H -> "/api/v2/accounts/transfer/" + reference;
            case MTRANS -> "/ewallet/v1/transfer/status?external_id=" + reference;
            case XENIT -> "/api/v1/e-wallet/top-up/" + reference;
            case GOPAIDH2H -> throw new IllegalArgumentException("GoPaid cannot be asked");
        };
        return get(path, authorized(provider, reference));
    }

    public String status(Provider provider, String reference) throws IOException {
        return inquire(provider, reference).json().path("status").stringValue("none");
    }

    public Reply logIn(String email, String password) throws IOException {
        return post(
                "/api/v1/thirdparty/authorization",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password),
                Map.of());
    }

    public String token() throws IOException {
        return logIn(property("linksaja", "username"), property("linksaja", "password"))
                .json()
                .path("token")
                .stringValue();
    }

    public Reply faults(Provider provider, String body) throws IOException {
        return put("/sandbox/faults/" + provider, body);
    }

    public Reply put(String path, String body) throws IOException {
        return send(request(path, Map.of()).PUT(BodyPublishers.ofString(body)).build());
    }

    public Reply get(String path) throws IOException {
        return get(path, Map.of());
    }

    public Reply get(String path, Map<String, String> headers) throws IOException {
        return send(request(path, headers).GET().build());
    }

    public Reply post(String path, String body, Map<String, String> headers) throws IOException {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
    }

    public String property(String provider, String name) {
        return properties.get("cezbek.providers." + provider + "." + name);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private Map<String, String> authorized(Provider provider, String reference) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-External-Id", reference);
        String name = provider.configurationName();
        switch (provider) {
            case LSAJAH2H -> headers.put("Authorization", "Bearer " + token());
            case XENIT -> headers.put("Authorization", basic(property(name, "username"), property(name, "password")));
            case GOPAIDH2H, JOSVOH2H, MTRANS -> headers.put("x-api-key", property(name, "api-key"));
        }
        headers.putAll(extraHeaders);
        return headers;
    }

    static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(sandbox.url().resolve(path)).timeout(patience);
        headers.forEach(request::setHeader);
        return request;
    }

    private Reply send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
