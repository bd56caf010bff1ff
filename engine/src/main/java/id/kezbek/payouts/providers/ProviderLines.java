package id.kezbek.payouts.providers;

import id.kezbek.payouts.providers.http.CallRate;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections to providers, each with its own circuit breaker. Closes the connections at shutdown. */
final class ProviderLines implements AutoCloseable {

    /** Permits for calls. All processes share each limit. */
    @FunctionalInterface
    interface Rates {

        /** @return zero if a permit was taken; otherwise the time until a permit is free */
        Duration take(String calls, int perMinute);
    }

    private static final Logger log = LoggerFactory.getLogger(ProviderLines.class);
    private static final int WINDOW_CALLS = 40;
    private static final int MIN_CALLS = 10;
    private static final float FAULT_PERCENT = 50;
    private static final int TRIAL_CALLS = 5;
    private static final Duration REST = Duration.ofSeconds(10);

    private final CircuitBreakerRegistry breakers;
    private final Rates rates;
    private final Clock clock;
    private final List<Line> lines = new ArrayList<>();

    ProviderLines(CircuitBreakerRegistry breakers, Rates rates, Clock clock) {
        this.breakers = breakers;
        this.rates = rates;
        this.clock = clock;
    }

    static CircuitBreakerRegistry breakers(Clock clock) {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindow(
                        WINDOW_CALLS,
                        MIN_CALLS,
                        SlidingWindowType.COUNT_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(FAULT_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .waitDurationInOpenState(REST)
                .clock(clock)
                .build());
    }

    Line open(String name, ProviderSettings settings) {
        CircuitBreaker breaker = breakers.circuitBreaker(
                name,
                CircuitBreakerConfig.from(breakers.getDefaultConfig())
                        .slowCallDurationThreshold(settings.slowCall())
                        .slowCallRateThreshold(settings.slowCallPercent())
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> log.atWarn()
                        .addKeyValue("provider", name)
                        .log("Circuit breaker: {}", event.getStateTransition()));
        Line line = new Line(
                settings.requiredBaseUrl(name),
                settings,
                breaker,
                rate(name + ":orders", settings.ordersPerMinute()),
                rate(name + ":inquiries", settings.inquiriesPerMinute()),
                clock);
        lines.add(line);
        return line;
    }

    private CallRate rate(String calls, int perMinute) {
        return new CallRate(perMinute == 0 ? CallRate.Permits.UNLIMITED : () -> rates.take(calls, perMinute), clock);
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }
}
