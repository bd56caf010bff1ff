package id.kezbek.testing;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.sandbox.parts.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Vault server for one test: the real program if {@code CEZBEK_TEST_VAULT} or the path contains it (Vault or
 * OpenBao; ops/outside-programs.sh installs either), otherwise {@link StubVault}. It keeps no data after its stop.
 */
public final class TestVault implements AutoCloseable {

    static final String ROOT = "root";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String POLICY = "path \"secret/data/cezbek-engine\" { capabilities = [\"read\"] }";

    private final int port = FreePort.choose();
    private final HttpServer reviews;
    private AutoCloseable running;

    private TestVault(HttpServer reviews) {
        this.reviews = reviews;
    }

    public static TestVault start() throws IOException {
        TestVault vault = new TestVault(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        vault.reviews.createContext("/apis/authentication.k8s.io/v1/tokenreviews", exchange -> {
            // Kubernetes' answer about a token that it has issued.
            byte[] review = """
                    {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "status": {"authenticated": true, "audiences": ["vault"],
                      "user": {"username": "system:serviceaccount:cezbek:engine", "uid": "1",
                      "groups": ["system:serviceaccounts"]}}}""".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(201, review.length);
            exchange.getResponseBody().write(review);
            exchange.close();
        });
        vault.reviews.start();
        vault.startAgain();
        return vault;
    }

    public void startAgain() throws IOException {
        Optional<Path> program = OutsideProgram.find("CEZBEK_TEST_VAULT", "vault", "bao");
        running = program.isEmpty()
                ? StubVault.start(port)
                : OutsideProgram.start(
                        List.of(
                                program.get().toString(),
                                "server",
                                "-dev",
                                "-dev-root-token-id=" + ROOT,
                                "-dev-listen-address=127.0.0.1:" + port,
                                "-dev-no-store-token"),
                        Map.of("HOME", Files.createTempDirectory("vault").toString()),
                        URI.create(url() + "/v1/sys/health"),
                        "initialized");
        put("sys/policies/acl/cezbek", Map.of("policy", POLICY));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Writes the engine's entry. */
    public void write(Map<String, Object> settings) {
        put("secret/data/cezbek-engine", Map.of("data", settings));
    }

    /** A token that may read the entry. */
    public String token(String timeToLive, String longest) {
        String answer = put(
                "auth/token/create",
                Map.of(
                        "policies",
                        List.of("cezbek"),
                        "ttl",
                        timeToLive,
                        "explicit_max_ttl",
                        longest,
                        "renewable",
                        true));
        return JSON.readTree(answer).path("auth").path("client_token").asString();
    }

    public void revoke(String token) {
        put("auth/token/revoke", Map.of("token", token));
    }

    /** Whether the token was renewed. */
    public boolean isRenewed(String token) {
        String answer = put("auth/token/lookup", Map.of("token", token));
        return !JSON.readTree(answer)
                .path("data")
                .path("last_renewal")
                .asString("")
                .isEmpty();
    }

    /** Ends every log-in of a service account. */
    public void endLogIns() {
        put("sys/leases/revoke-prefix/auth/kubernetes", Map.of());
    }

    /** Permits a service account; its tokens have this lifetime. */
    public void letIn(String account, String timeToLive, String longest) {
        put("sys/auth/kubernetes", Map.of("type", "kubernetes"));
        put(
                "auth/kubernetes/config",
                Map.of(
                        "kubernetes_host",
                        "http://127.0.0.1:" + reviews.getAddress().getPort(),
                        "token_reviewer_jwt",
                        jwt("reviewer"),
                        // Not used, because the address is not https, but required anyway.
                        "kubernetes_ca_cert",
                        someCertificate(),
                        "disable_local_ca_jwt",
                        true));
        put(
                "auth/kubernetes/role/cezbek-engine",
                Map.of(
                        "bound_service_account_names",
                        List.of(account),
                        "bound_service_account_namespaces",
                        List.of("cezbek"),
                        "policies",
                        List.of("cezbek"),
                        "audience",
                        "vault",
                        "ttl",
                        timeToLive,
                        "max_ttl",
                        longest));
    }

    private static String someCertificate() {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init((KeyStore) null);
            byte[] certificate =
                    ((X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException none) {
            throw new IllegalStateException(none);
        }
    }

    /** A service account's token as Kubernetes mounts it; only Kubernetes checks its signature. */
    public static String jwt(String account) {
        String claims = JSON.writeValueAsString(Map.of(
                "iss",
                "kubernetes/serviceaccount",
                "aud",
                List.of("vault"),
                "sub",
                "system:serviceaccount:cezbek:" + account,
                "exp",
                4_000_000_000L,
                "iat",
                1_600_000_000L,
                "kubernetes.io",
                Map.of("namespace", "cezbek", "serviceaccount", Map.of("name", account, "uid", "1"))));
        return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims) + "." + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String put(String path, Map<String, Object> body) {
        return OutsideProgram.call(
                "POST",
                URI.create(url() + "/v1/" + path),
                Map.of("X-Vault-Token", ROOT),
                JSON.writeValueAsString(body));
    }

    public void stop() {
        try {
            running.close();
        } catch (Exception unstoppable) {
            throw new IllegalStateException(unstoppable);
        }
    }

    @Override
    public void close() {
        stop();
        reviews.stop(0);
    }
}
