package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The id with which a request can be found in the log. */
@EngineTest
class CorrelationTest {

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();

    CorrelationTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void isTheCallersOwnUnderEitherName() {
        assertThat(ping("X-Request-Id", "order-17").header("X-Request-Id")).isEqualTo("order-17");
        Answer correlated = ping("X-Correlation-Id", "order-18");
        assertThat(correlated.header("X-Correlation-Id")).isEqualTo("order-18");
        assertThat(correlated.header("X-Request-Id")).isEqualTo("order-18");
    }

    @Test
    void usesCallersTrace() {
        Answer traced = ping("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(traced.header("X-Request-Id")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x\"y", "<script>", "{}", "é", "a/../b", "customer@example.com"})
    void replacesUnprintableId(String given) {
        for (String header : new String[] {"X-Request-Id", "X-Correlation-Id", "traceparent"}) {
            String answered = ping(header, given).header("X-Request-Id");
            assertThat(answered).isNotEmpty().isNotEqualTo(given).matches("[a-z0-9-]+");
        }
    }

    @Test
    void replacesTooLongId() {
        assertThat(ping("X-Correlation-Id", "a".repeat(65)).header("X-Correlation-Id"))
                .hasSizeLessThan(65);
    }

    private Answer ping(String header, String value) {
        return Call.to(engine.uri("/api/ping")).header(header, value).by(client);
    }
}
