package id.kezbek.limits.permits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breaker for Redis: after Redis was away or slow, callers skip it for a while. A frozen Redis then costs one
 * call its waiting time, not every call. Afterwards one caller tries it again without waiting for the answer.
 */
final class RedisRest {

    private static final Logger log = LoggerFactory.getLogger(RedisRest.class);
    private static final long REST_MICROS = Duration.ofSeconds(5).toNanos() / 1_000;
    private static final long NONE = 0;

    private final AtomicLong until = new AtomicLong(NONE);

    boolean isResting() {
        return until.get() != NONE;
    }

    /** Whether the waiting time is over and this caller must try Redis. */
    boolean isToTry(long now) {
        long end = until.get();
        boolean isOver = end <= now || end > now + REST_MICROS;
        return end != NONE && isOver && until.compareAndSet(end, now + REST_MICROS);
    }

    /** @param why the reason, to follow the word "Redis" */
    void begin(long now, String why) {
        if (until.getAndSet(now + REST_MICROS) == NONE) {
            log.warn("Redis {}; this process counts limits alone", why);
        }
    }

    void end() {
        if (until.getAndSet(NONE) != NONE) {
            log.info("Redis answers again; all processes count limits together");
        }
    }
}
