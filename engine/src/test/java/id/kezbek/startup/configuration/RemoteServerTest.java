package id.kezbek.startup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import id.kezbek.startup.configuration.RemoteServer.Unreachable;
import id.kezbek.testing.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A settings server with a certificate from a company's own authority, and the failures to reach it. */
class RemoteServerTest {

    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final int LABEL_MAX = 63;
    private static final int TOO_LARGE_BYTES = 2 * 1024 * 1024;

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static TestCertificate another;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.in(folder.resolve("certificate"));
        another = TestCertificate.in(folder.resolve("another"));
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.shownByTheJdk()));
        server.createContext("/settings", exchange -> answer(exchange, 200, 2));
        server.createContext("/large", exchange -> answer(exchange, 200, TOO_LARGE_BYTES));
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "https://127.0.0.1:" + port() + "/settings");
            answer(exchange, 302, 0);
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void withItsAuthorityItIsAsked() throws Unreachable {
        try (RemoteServer remote = at("https://127.0.0.1:" + port(), certificate.certificate())) {
            assertThat(remote.get("/settings", WITHIN).body()).isEqualTo("xx");
        }
    }

    @Test
    void doesNotFollowRedirectWithToken() throws Unreachable {
        try (RemoteServer remote = at("https://127.0.0.1:" + port(), certificate.certificate())) {
            assertThat(remote.get("/elsewhere", WITHIN).status()).isEqualTo(302);
        }
    }

    @Test
    void reportsUntrustedCertificate() {
        says("https://127.0.0.1:" + port(), null, "/settings", "its certificate is not trusted");
        says("https://127.0.0.1:" + port(), another.certificate(), "/settings", "its certificate is not trusted");
        says(
                "https://localhost:" + port(),
                certificate.certificate(),
                "/settings",
                "and use the certificate's host name");
    }

    @Test
    void refusesTooLargeAnswer() {
        says("https://127.0.0.1:" + port(), certificate.certificate(), "/large", "");
    }

    /** The name violates the rules for names, so no resolver is asked and the test does not wait. */
    @Test
    void reportsUnknownHost() {
        String name = "x".repeat(LABEL_MAX + 1) + ".invalid";
        says("http://" + name + ":8500", null, "/settings", "its host name is unknown");
    }

    @Test
    void namesFileWithoutCertificates() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        for (Path file : new Path[] {empty, folder.resolve("absent.pem"), certificate.key()}) {
            assertThatThrownBy(() -> at("https://127.0.0.1:" + port(), file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private static void says(String url, @Nullable Path authorities, String path, String why) {
        try (RemoteServer remote = at(url, authorities)) {
            assertThatThrownBy(() -> remote.get(path, WITHIN))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining(why);
        }
    }

    private static RemoteServer at(String url, @Nullable Path authorities) {
        return new RemoteServer(URI.create(url), Map.of(), authorities);
    }

    private static int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, int bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
        exchange.getResponseBody().write("x".repeat(bytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        exchange.close();
    }
}
