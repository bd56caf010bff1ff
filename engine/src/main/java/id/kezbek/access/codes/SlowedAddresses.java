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
 * Slows addresses that send wrong secrets: after a number of them, each further one doubles the pause. The address is slowed
 * and never the key or the account, and a secret that is too long to be guessed is taken during a pause too, so that
 * nobody can lock anybody out by guessing.
 * Counted in Redis for all processes together; in this process alone while Redis is away, never refusing for that.
 */
@Component
public class SlowedAddresses {

    private static final Logger log = LoggerFactory.getLogger(SlowedAddresses.class);
    /** How long a failure is held against an address that sends no further one. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int DOUBLINGS_MAX = 6;
    /** An absent Redis costs a time-out to notice, so it is not asked again right away. */
    private static final Duration REDIS_REST = Duration.ofSeconds(5);

    /** Where failures are counted. */
    interface Counts {
        /** How long this address must still wait; zero where it need not. */
        Duration pauseLeft(String address);

        /** Counts a failure and returns how many there are within the window. */
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

    /** How long this address must wait before its next signature is looked at; zero where it need not. */
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

    /** Says that a signature from this address was wrong. */
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

    /** 1, 2, 4 … 32, 60 seconds. */
    static Duration pause(long over) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(over, DOUBLINGS_MAX));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private boolean isRedisResting() {
        return clock.instant().isBefore(askRedisFrom);
    }

    private void restRedis(DataAccessException away) {
        askRedisFrom = clock.instant().plus(REDIS_REST);
        log.warn("Redis {}; this process counts wrong signatures alone", RedisTrouble.of(away));
    }
}
