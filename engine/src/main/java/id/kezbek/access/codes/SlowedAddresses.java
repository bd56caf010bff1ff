package id.kezbek.access.codes;

import id.kezbek.access.AccessSettings;
import id.kezbek.shared.redis.RedisTrouble;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Slows IP addresses that send wrong secrets. From the maximum number of failures on, each failure starts a longer
 * pause for this address, up to 60 seconds. During a pause, the engine still accepts a correct secret if the secret
 * cannot be guessed. The engine never slows an API key or an account. So wrong secrets cannot lock another person out.
 * Redis counts the failures of all processes together. While Redis is unavailable, each process counts only its own
 * failures, and the engine refuses no request because of Redis.
 */
@Component
public class SlowedAddresses {

    private static final Logger log = LoggerFactory.getLogger(SlowedAddresses.class);
    /** The engine forgets the failures of an IP address after twice this time without a further failure. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int DOUBLINGS_MAX = 6;
    /**
     * After an error of Redis, the engine does not call Redis for this time. Otherwise each call would wait for its
     * timeout.
     */
    private static final Duration REDIS_REST = Duration.ofSeconds(5);

    /** Stores how many wrong secrets each IP address has sent. */
    interface Counts {
        /** The remaining pause of this address; zero if there is no pause. */
        Duration pauseLeft(String address);

        /** Counts a failure and returns the number of failures of this address. */
        long increment(String address);

        void pause(String address, Duration pause);
    }

    private final Counts shared;
    private final Counts local;
    private final SecurityEvents events;
    private final int failuresMax;
    private final Clock clock;
    private volatile Instant askRedisFrom = Instant.MIN;

    SlowedAddresses(
            RedisFailureCounts shared,
            LocalFailureCounts local,
            AccessSettings settings,
            SecurityEvents events,
            Clock clock) {
        this.shared = shared;
        this.local = local;
        this.events = events;
        this.failuresMax = settings.failedSignaturesMax();
        this.clock = clock;
    }

    /** The time until the engine checks another secret from this address; zero if the address is not slowed. */
    public Duration pauseLeft(String address) {
        Duration here = local.pauseLeft(address);
        if (here.isPositive() || isRedisResting()) {
            return here;
        }
        try {
            return shared.pauseLeft(address);
        } catch (DataAccessException away) {
            restRedis(away);
            return here;
        }
    }

    /** Counts a wrong secret from this address. */
    public void failed(String address) {
        if (!isRedisResting()) {
            try {
                failed(shared, address);
                return;
            } catch (DataAccessException away) {
                restRedis(away);
            }
        }
        failed(local, address);
    }

    private void failed(Counts counts, String address) {
        long over = counts.increment(address) - failuresMax;
        if (over >= 0) {
            counts.pause(address, pause(over));
            events.record(
                    SecurityEvent.ACCOUNT_LOCKED,
                    Actor.unknown(),
                    address,
                    "slowed for " + pause(over).toSeconds() + " s");
        }
    }

    /** The pauses are 1, 2, 4 … 32 and 60 seconds. */
    static Duration pause(long over) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(over, DOUBLINGS_MAX));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private boolean isRedisResting() {
        return clock.instant().isBefore(askRedisFrom);
    }

    private void restRedis(DataAccessException away) {
        askRedisFrom = clock.instant().plus(REDIS_REST);
        log.warn("Redis {}; this process counts only its own failed log-ins", RedisTrouble.of(away));
    }
}
