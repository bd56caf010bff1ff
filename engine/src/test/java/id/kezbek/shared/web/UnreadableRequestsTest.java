package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the server refuses before any filter get an answer in their surface's form, never an HTML page. */
@EngineTest
class UnreadableRequestsTest {

    private static final int ANSWER_MAX_MILLIS = 10_000;
    private static final int LONG_HEADER = 64 * 1024;
    private static final int MANY_HEADERS = 500;

    private final EngineUnderTest engine;

    UnreadableRequestsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2fb", "a%00b", "a%F0b", "a%zzb", "a%5cb"})
    void refusesPathsThatCannotBeDecoded(String path) throws IOException {
        wearsV1sEnvelope(answerTo(head("/api/v1/cashbacks/" + path) + "\r\n"));
        wearsProblemDetails(answerTo(head("/api/v2/payouts/" + path) + "\r\n"));
    }

    /** Tomcat does not read the whole request line, so the surface is unknown. */
    @Test
    void refusesRequestLinesThatCannotBeRead() throws IOException {
        wearsProblemDetails(answerTo(head("/api/v1/cashbacks/a\u0001b") + "\r\n"));
    }

    @Test
    void refusesTooLongHeader() throws IOException {
        wearsV1sEnvelope(answerTo(head("/api/v1/cashbacks") + "X-Long: " + "a".repeat(LONG_HEADER) + "\r\n\r\n"));
    }

    @Test
    void refusesTooManyHeaders() throws IOException {
        wearsV1sEnvelope(answerTo(head("/api/v1/cashbacks") + "X-More: 1\r\n".repeat(MANY_HEADERS) + "\r\n"));
    }

    @Test
    void refusesAnUnknownTransferEncoding() throws IOException {
        wearsV1sEnvelope(answerTo(head("/api/v1/cashbacks") + "Transfer-Encoding: nonsense\r\n\r\n"));
    }

    @Test
    void refusesInvalidRequest() throws IOException {
        wearsProblemDetails(answerTo("nonsense\r\n\r\n"));
    }

    private static void wearsV1sEnvelope(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/json")
                .contains("{\"meta\":{\"code\":\"9008\"")
                .doesNotContain("<");
    }

    private static void wearsProblemDetails(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"bad-payload\"")
                .doesNotContain("<");
    }

    private static String head(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    }

    private String answerTo(String request) throws IOException {
        URI engineAddress = engine.uri("/");
        try (Socket socket = new Socket(engineAddress.getHost(), engineAddress.getPort())) {
            socket.setSoTimeout(ANSWER_MAX_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
