package id.kezbek.openapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.openapi.description.ApiDescription;
import id.kezbek.openapi.description.Surface;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

/** The documents and the try-it page as a browser gets them, and the callers that do not get the sandbox's log-ins. */
@EngineTest
class TryItOverHttpTest {

    private static final String LOG_INS = "/api/swagger/log-ins";

    private final EngineUnderTest engine;

    TryItOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @ParameterizedTest
    @EnumSource(Surface.class)
    void servesDocumentsAsYamlAndJson(Surface surface) throws Exception {
        ApiDescription described = ApiDescription.of(surface);
        HttpResponse<byte[]> yaml = get("/api/openapi/" + surface.folder() + ".yaml");
        HttpResponse<byte[]> json = get("/api/openapi/" + surface.folder() + ".json");

        assertThat(type(yaml)).isEqualTo("application/yaml");
        assertThat(ApiDescription.parse(new ByteArrayInputStream(yaml.body())).document())
                .isEqualTo(described.document());
        assertThat(type(json)).isEqualTo("application/json");
        assertThat(JsonMapper.shared().readTree(json.body())).isEqualTo(described.document());
    }

    @ParameterizedTest
    @CsvSource({
        "index.html,text/html",
        "try-it.js,text/javascript",
        "try-it.css,text/css",
        "swagger-ui.css,text/css",
        "swagger-ui-bundle.js,text/javascript",
        "tokens.css,text/css",
        "inter.woff2,font/woff2",
        "icon.svg,image/svg+xml",
    })
    void pageMayLoadNoOtherHost(String file, String type) throws Exception {
        HttpResponse<byte[]> answer = get("/api/swagger/" + file);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(type(answer)).isEqualTo(type);
        assertThat(answer.body()).hasSizeGreaterThan(100);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
                        .doesNotContain("http"));
    }

    @Test
    void pageUsesChosenLanguage() throws Exception {
        HttpResponse<byte[]> chosen = get("/api/swagger/index.html?lang=id&theme=dark");
        assertThat(chosen.statusCode()).isEqualTo(303);
        assertThat(chosen.headers().firstValue("Location")).hasValue("/api/swagger/index.html");
        assertThat(chosen.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("cezbek-lang=id; Path=/;"))
                .anyMatch(cookie -> cookie.startsWith("cezbek-theme=dark; Path=/;"));

        String page = new String(
                get("/api/swagger/index.html", "Cookie", "cezbek-lang=id; cezbek-theme=dark")
                        .body(),
                StandardCharsets.UTF_8);

        assertThat(page)
                .contains("<html lang=\"id\" data-theme=\"dark\">", "<h1>Coba API</h1>")
                .doesNotContain("{{");
        assertThat(new String(
                        get("/api/swagger/index.html", "Accept-Language", "en").body(), StandardCharsets.UTF_8))
                .contains("<html lang=\"en\" data-theme=\"auto\">", "<h1>Try the API</h1>")
                .doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/swagger/nothing.js",
                "/api/swagger/swagger-initializer.js",
                "/api/swagger/..%2F..%2Fapplication.yml",
                "/api/openapi/v3.yaml",
                "/api/openapi/00-base.yaml",
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 401, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/swagger", "/api/swagger/"})
    void shortAddressRedirectsToPage(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/swagger/index.html");
    }

    @Test
    void pageGetsOnlyRequiredLogIns() throws Exception {
        var logIns = JsonMapper.shared().readTree(get(LOG_INS).body());

        assertThat(logIns.propertyNames()).containsExactlyInAnyOrder("staff", "partners");
        assertThat(logIns.at("/partners/0").propertyNames()).containsExactlyInAnyOrder("code", "api_key", "api_secret");
        assertThat(get(LOG_INS, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSitesPageGetsNoLogIns(String site) throws Exception {
        assertThat(get(LOG_INS, "Sec-Fetch-Site", site).statusCode()).isEqualTo(404);
    }

    /** Another site's name may resolve to this machine. The browser would treat the answer as that site's own. */
    @Test
    void anotherNameGetsNoLogIns() throws IOException {
        assertThat(statusLine("evil.example")).contains(" 404");
        assertThat(statusLine("127.0.0.1:" + engine.port())).contains(" 200");
    }

    @Test
    void withoutTheSandboxsFileThereAreNone() {
        ApplicationContextRunner production = new ApplicationContextRunner()
                .withPropertyValues("cezbek.roles=api")
                .withUserConfiguration(SandboxLogInsController.class);

        production.run(context -> assertThat(context).doesNotHaveBean(SandboxLogInsController.class));
        production
                .withPropertyValues("cezbek.try-it.sandbox-file=/sandbox.json")
                .run(context -> assertThat(context).hasSingleBean(SandboxLogInsController.class));
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
            String request = "GET " + LOG_INS + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.uri(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }
}
