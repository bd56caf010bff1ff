package id.kezbek.limits;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves Redis alone for a while after it was away or slow, so that a frozen one costs one call its patience and not
 * each. When the rest is over one caller asks it again, without waiting for the answer.
 */
final class RedisRest {

    private static final Logger log = LoggerFactory.getLogger(RedisRest.class);
    private static final long REST_MICROS = Duration.ofSeconds(5).toNanos() / 1_000;
    private static final long NONE = 0;

    private final AtomicLong until = new AtomicLong(NONE);

    boolean isResting() {
        return until.get() != NONE;
    }

    /** Whether the rest is over and this caller is the one to ask. */
    boolean isToTry(long now) {
        long end = until.get();
        boolean isOver = end <= now || end > now + REST_MICROS;
        return end != NONE && isOver && until.compareAndSet(end, now + REST_MICROS);
    }

    /** @param why to be read after "Redis" */
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
