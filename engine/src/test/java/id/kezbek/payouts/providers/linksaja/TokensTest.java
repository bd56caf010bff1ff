package id.kezbek.payouts.providers.linksaja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-01-05T05:00:00Z");

    private final AtomicInteger logIns = new AtomicInteger();
    private final Clock clock = mock(Clock.class);
    private HttpServer provider;
    private Line line;
    private Tokens tokens;

    @BeforeEach
    void start() throws IOException {
        when(clock.instant()).thenReturn(NOW);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            logIns.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        provider.start();
        ProviderSettings settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("cezbek.providers.any", ProviderSettings.class);
        URI url = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        line = new Line(url, settings, CircuitBreaker.ofDefaults("linksaja"), clock);
        tokens = new Tokens(line, "a@b.id", "secret", Duration.ofMinutes(10), clock);
    }

    @AfterEach
    void stop() {
        line.close();
        provider.stop(0);
    }

    @Test
    void allWhoWaitShareOneFailedLogInForAMoment() throws Exception {
        Callable<Tokens.Access> caller = tokens::current;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var access : threads.invokeAll(Collections.nCopies(8, caller))) {
                assertThat(access.get()).isEqualTo(new Tokens.Access.Denied("LOG_IN_HTTP_503"));
            }
        }
        assertThat(logIns).hasValue(1);

        when(clock.instant()).thenReturn(NOW.plusSeconds(1));
        tokens.current();
        assertThat(logIns).as("the moment is over").hasValue(2);
    }
}
