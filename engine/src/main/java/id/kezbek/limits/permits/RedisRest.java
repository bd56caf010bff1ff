package id.kezbek.limits.permits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breaker for Redis. After a failure or a slow response, callers do not use Redis for some time. So not every
 * request waits for Redis. After this time, one caller tries Redis again without waiting for the result.
 */
final class RedisRest {

    private static final Logger log = LoggerFactory.getLogger(RedisRest.class);
    private static final long REST_MICROS = Duration.ofSeconds(5).toNanos() / 1_000;
    private static final long NONE = 0;

    private final AtomicLong until = new AtomicLong(NONE);

    boolean isResting() {
        return until.get() != NONE;
    }

    /** Whether the back-off is over and this caller must try Redis. */
    boolean isToTry(long now) {
        long end = until.get();
        boolean isOver = end <= now || end > now + REST_MICROS;
        return end != NONE && isOver && until.compareAndSet(end, now + REST_MICROS);
    }

    /** @param why the reason, which follows the word "Redis" in the log message */
    void begin(long now, String why) {
        if (until.getAndSet(now + REST_MICROS) == NONE) {
            log.warn("Redis {}; this process counts only its own requests", why);
        }
    }

    void end() {
        if (until.getAndSet(NONE) != NONE) {
            log.info("Redis is available again; all processes share the counts");
        }
    }
}
