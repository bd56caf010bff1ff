package id.kezbek.console.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;

/** A file of 64 MB is in memory once, though two controllers receive it. */
class OperationRequestTest {

    private static final byte[] FILE = {1, 2, 3};

    private final OperationRequest request = new OperationRequest(
            new MockHttpServletRequest(), "PUT", "/api/v2/file", Map.of(), FILE, "application/octet-stream", null);

    @Test
    void aControllerReceivesTheSameArray() throws IOException {
        assertThat(new ByteArrayHttpMessageConverter().read(byte[].class, new ServletServerHttpRequest(request)))
                .isSameAs(FILE);
    }

    @Test
    void partsAreReadAsUsual() throws IOException {
        try (var body = request.getInputStream()) {
            body.mark(1);
            assertThat(body.read()).isEqualTo(1);
            body.reset();
            assertThat(body.readNBytes(2)).containsExactly(1, 2);
            assertThat(body.readNBytes(3)).containsExactly(3);
            assertThat(body.readAllBytes()).isEmpty();
        }
    }
}
