package id.kezbek.shared.systems;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Circuit breakers for systems beside PostgreSQL. One failure opens a breaker; after its wait it is half open, and one success
 * closes it. It counts real time, because a turned clock mends no system.
 */
public final class SystemBreaker {

    private SystemBreaker() {}

    /** A closed one, which logs a line when it opens and when it closes again. */
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
