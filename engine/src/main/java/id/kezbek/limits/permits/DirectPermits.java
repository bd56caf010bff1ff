package id.kezbek.limits.permits;

import id.kezbek.limits.permits.SharedPermits.Grant;
import id.kezbek.shared.redis.RedisTrouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches permits from Redis one by one, for calls that may wait for Redis. So the count is exact. While Redis is
 * unavailable, this process counts only its own calls. Use this class only for a small, fixed set of callers.
 */
@Component
public class DirectPermits {

    private final SharedPermits shared;
    private final Clock clock;
    private final RedisRest rest = new RedisRest();
    private final ConcurrentMap<String, KeyPermits> alone = new ConcurrentHashMap<>();

    @Autowired
    DirectPermits(RedisPermits shared, Clock clock) {
        this((SharedPermits) shared, clock);
    }

    DirectPermits(SharedPermits shared, Clock clock) {
        this.shared = shared;
        this.clock = clock;
    }

    /** Takes a permit. */
    public Verdict take(LimitedCaller caller, Limit limit) {
        if (rest.isResting() && !rest.isToTry(micros())) {
            return takeAlone(caller, limit);
        }
        try {
            Grant grant = shared.lease(caller.key(), limit, 1);
            rest.end();
            return grant.granted() > 0
                    ? new Verdict.Admitted(grant.left(), Duration.of(limit.microsFor(1), ChronoUnit.MICROS))
                    : new Verdict.Refused(Duration.of(grant.waitMicros(), ChronoUnit.MICROS));
        } catch (RuntimeException away) {
            rest.begin(micros(), RedisTrouble.of(away));
            return takeAlone(caller, limit);
        }
    }

    private Verdict takeAlone(LimitedCaller caller, Limit limit) {
        return alone.computeIfAbsent(caller.key(), unknown -> new KeyPermits(this::micros))
                .takeAlone(limit);
    }

    private long micros() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    }
}
