package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests at the limits of HTTP, as bytes. Each gets an answer in its surface's form, and never a 5xx. */
@EngineTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgesOverHttpTest {

    private static final int ANSWER_MAX_MILLIS = 10_000;
    private static final String CHALLENGES = "/api/v2/sessions/challenges";
    private static final String CHALLENGE = "{\"email\": \"nobody@example.com\"}";

    private final EngineUnderTest engine;
    private String partnersToken;

    EdgesOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @BeforeAll
    void onboard() {
        partnersToken =
                PartnerSystem.onboarded(engine, Money.rupiah(100_000_000)).token();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "*/*",
                "application/*",
                "nonsense",
                "a/b/c",
                ";",
                "application/x-www-form-urlencoded"
            })
    void takesJsonOnlyInV2(String contentType) throws IOException {
        assertThat(answerTo(post(CHALLENGES, contentType, CHALLENGE)))
                .startsWith("HTTP/1.1 415")
                .contains("\"code\":\"unsupported-media-type\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "APPLICATION/JSON"})
    void acceptsAnyValidJson(String contentType) throws IOException {
        assertThat(answerTo(post(CHALLENGES, contentType, CHALLENGE))).startsWith("HTTP/1.1 201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "nonsense", "multipart/*", "multipart/form-data"})
    void readsNoFormWithoutAReadableContentType(String contentType) throws IOException {
        String request = "POST /api/v1/partners HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + engine.staffToken(Role.ADMIN) + "\r\nContent-Type: " + contentType
                + "\r\nContent-Length: 2\r\n\r\n{}";
        assertThat(answerTo(request)).startsWith("HTTP/1.1 4").contains("{\"meta\":{\"code\":\"9008\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "PROPFIND", "LINK", "get"})
    void answersAnUnknownMethodAsOneThatThePathDoesNotTake(String method) throws IOException {
        assertThat(answerTo(method + " /api/ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: ");
        assertThat(answerTo(method + " " + CHALLENGES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("\"code\":\"method-not-allowed\"");
    }

    @ParameterizedTest
    @CsvSource({"/api/%761/nothing, 9008", "/%61pi/v1/cashbacks, 9008"})
    void readsAnEncodedPathAsItIsMeant(String path, String unused) throws IOException {
        assertThat(answerTo("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("{\"meta\":{\"code\":");
    }

    @Test
    void givesAnEncodedBatchTheRoomOfABatch() throws IOException {
        String large = "{\"transactions\": [" + "{},".repeat(40_000) + "{}]}";
        assertThat(answerTo(post("/api/v2/transactions%3Abatch", "application/json", large)))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "]", "{", "|", "\"", "<", "^", "`"})
    void answersV1QueriesWithOddCharactersAsV1Does(String character) throws IOException {
        assertThat(answerTo("GET /api/v1/cashbacks/628118770510?x=" + character
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("{\"meta\":{\"code\":");
    }

    @Test
    void refusesOverlongUtf8() throws IOException {
        String good = PurchaseBody.goodV2().json();
        byte[] overlong = good.replace("LSAJA", "LSAJ\u0001").getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(overlong, StandardCharsets.ISO_8859_1).replace("\u0001", "\u00c1\u0081");
        assertThat(answerTo(post("/api/v2/transactions", "application/json", text)))
                .startsWith("HTTP/1.1 400")
                .contains("UTF-8");
    }

    private String post(String path, String contentType, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + partnersToken
                + "\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Each character of the request is one byte. */
    private String answerTo(String request) throws IOException {
        URI engineAddress = engine.uri("/");
        try (Socket socket = new Socket(engineAddress.getHost(), engineAddress.getPort())) {
            socket.setSoTimeout(ANSWER_MAX_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
