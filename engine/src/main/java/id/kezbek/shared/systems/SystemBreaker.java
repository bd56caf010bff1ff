package id.kezbek.shared.systems;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Circuit breakers for systems other than PostgreSQL. One failure opens a breaker. After a waiting time, the breaker is
 * half open, and one success closes it. Breakers use monotonic time, so clock changes do not affect them.
 */
public final class SystemBreaker {

    private SystemBreaker() {}

    /** Creates a closed breaker that logs when it opens and closes. */
    public static CircuitBreaker of(String name, Duration wait, Logger log, String away, String back) {
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindow(1, 1, SlidingWindowType.COUNT_BASED)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(wait)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> log.warn(away);
                case HALF_OPEN_TO_CLOSED -> log.info(back);
                default -> {}
            }
        });
        return breaker;
    }

    public static void failed(CircuitBreaker breaker, String why) {
        breaker.onError(0, TimeUnit.NANOSECONDS, new SystemAway(why));
    }

    public static void served(CircuitBreaker breaker) {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }
}
