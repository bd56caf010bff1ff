package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Incomplete bodies are the caller's fault: no 500 and no stack trace in the log. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class BrokenBodiesTest {

    private static final int ANSWER_MAX_MILLIS = 10_000;
    private static final String HEAD =
            "POST /api/v1/authorization/client HTTP/1.1\r\nHost: x\r\nConnection: close\r\nx-client-channel: B2BCLIENT\r\n";

    private final EngineUnderTest engine;

    BrokenBodiesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void refusesABodyThatEndsTooEarly(CapturedOutput output) throws IOException {
        assertThat(answerTo(HEAD + "Content-Length: 100\r\n\r\n{")).contains("\"9008\"", "arrived incomplete");
        assertThat(WrittenLog.upToNow(output)).doesNotContain("Request failed");
    }

    @Test
    void refusesChunksThatAreNone(CapturedOutput output) throws IOException {
        assertThat(answerTo(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")).contains("\"9008\"", "cannot be read");
        assertThat(WrittenLog.upToNow(output)).doesNotContain("Request failed");
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
