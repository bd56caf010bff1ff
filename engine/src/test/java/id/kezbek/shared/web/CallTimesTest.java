package id.kezbek.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@EngineTest
class CallTimesTest {

    private final EngineUnderTest engine;

    CallTimesTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void everyCallIsTimedByItsPatternAndStatus() throws Exception {
        long before = pings();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int call = 0; call < 3; call++) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(engine.uri("/api/ping")).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
        }
        Eventually.holds("three more pings are counted", () -> pings() == before + 3);
    }

    private long pings() {
        return Optional.ofNullable(engine.get(MeterRegistry.class)
                        .find("http.server.requests")
                        .tag("method", "GET")
                        .tag("uri", "/api/ping")
                        .tag("status", "200")
                        .timer())
                .map(timer -> timer.count())
                .orElse(0L);
    }
}
