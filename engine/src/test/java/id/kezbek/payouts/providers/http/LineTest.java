package id.kezbek.payouts.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LineTest {

    private final CircuitBreaker breaker = CircuitBreaker.of(
            "any",
            CircuitBreakerConfig.custom()
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build());
    private final ProviderSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("cezbek.providers.any", ProviderSettings.class);

    @Test
    void aCallThatThrowsGivesTheBreakersPermissionBack() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        try (Line line = new Line(URI.create("http://127.0.0.1:1"), settings, breaker, Clock.systemUTC())) {
            // A request without an address cannot be built.
            assertThatThrownBy(() -> line.prepare(HttpRequest.newBuilder())).isInstanceOf(IllegalStateException.class);

            assertThat(line.isHealthy()).isTrue();
        }
    }
}
