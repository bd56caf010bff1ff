package id.kezbek.limits.permits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.kezbek.limits.LimitSettings;
import id.kezbek.limits.permits.SharedPermits.Grant;
import id.kezbek.shared.redis.RedisTrouble;
import id.kezbek.shared.settings.Live;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides whether a request is permitted. The class fetches permits from Redis in portions. The next portion is fetched
 * before the previous portion is used up, so a request rarely waits for Redis. While Redis is unavailable or slow, this
 * process counts only its own requests.
 */
@Component
public class CallPermits {

    /**
     * The maximum number of callers in memory, because attackers can use any number of IP addresses. The least recently
     * seen callers are dropped from memory. Redis still counts their requests.
     */
    static final int CALLERS_MAX = 20_000;

    private static final int FETCHING_MAX = 64;
    /**
     * The maximum number of attempts to take a permit, because other waiting callers may use up a fetched portion. A
     * caller can make two attempts for each portion: after the portion arrives, and while the fetch ends.
     */
    private static final int TRIES_MAX = 3 * Limit.LOTS_IN_A_WINDOW;

    private static final CompletableFuture<Boolean> NOT_NOW = CompletableFuture.completedFuture(false);

    private final SharedPermits shared;
    private final Duration patience;
    private final Clock clock;
    private final RedisRest rest = new RedisRest();
    private final Semaphore fetching = new Semaphore(FETCHING_MAX);
    private final Cache<LimitedCaller, KeyPermits> known =
            Caffeine.newBuilder().maximumSize(CALLERS_MAX).build();

    @Autowired
    CallPermits(RedisPermits shared, Live<LimitSettings> settings, Clock clock) {
        this(shared, settings.get().redisPatience(), clock);
    }

    CallPermits(SharedPermits shared, Duration patience, Clock clock) {
        this.shared = shared;
        this.patience = patience;
        this.clock = clock;
    }

    /** Takes a permit for a request. */
    public Verdict take(LimitedCaller caller, Limit limit) {
        KeyPermits permits = known.get(caller, unknown -> new KeyPermits(this::micros));
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            switch (permits.take(limit)) {
                case TAKEN -> {
                    return permits.admitted(limit);
                }
                case TAKEN_ONE_OF_FEW -> {
                    CompletableFuture<Boolean> notAwaited = fetch(caller, limit, permits);
                    return permits.admitted(limit);
                }
                case DRY -> {
                    return permits.refused(limit);
                }
                case NONE_HELD -> {
                    if (!isFetched(fetch(caller, limit, permits))) {
                        return permits.takeAlone(limit);
                    }
                }
            }
        }
        return permits.refused(limit);
    }

    /** Whether this process currently counts only its own requests. */
    public boolean areCountedAlone() {
        return rest.isResting();
    }

    /** The number of callers in memory. */
    long remembered() {
        known.cleanUp();
        return known.estimatedSize();
    }

    private CompletableFuture<Boolean> fetch(LimitedCaller caller, Limit limit, KeyPermits permits) {
        CompletableFuture<Boolean> underWay = permits.fetching.get();
        if (rest.isResting()) {
            if (underWay == null && rest.isToTry(micros())) {
                CompletableFuture<Boolean> notAwaited = start(caller, limit, permits);
            }
            return NOT_NOW;
        }
        return underWay != null ? underWay : start(caller, limit, permits);
    }

    private CompletableFuture<Boolean> start(LimitedCaller caller, Limit limit, KeyPermits permits) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = permits.fetching.compareAndExchange(null, mine);
        if (others != null) {
            return others;
        }
        if (!fetching.tryAcquire()) {
            permits.fetching.set(null);
            mine.complete(false);
            return mine;
        }
        Thread unused = Thread.ofVirtual().name("limits").start(() -> {
            boolean isFetched = false;
            try {
                isFetched = lease(caller, limit, permits);
            } finally {
                fetching.release();
                permits.fetching.set(null);
                mine.complete(isFetched);
            }
        });
        return mine;
    }

    private boolean lease(LimitedCaller caller, Limit limit, KeyPermits permits) {
        long began = System.nanoTime();
        try {
            Grant grant = shared.lease(caller.key(), limit, limit.lot());
            permits.credit(grant, limit);
        } catch (RuntimeException away) {
            rest.begin(micros(), RedisTrouble.of(away));
            return false;
        }
        if (System.nanoTime() - began <= patience.toNanos()) {
            rest.end();
        }
        return true;
    }

    private boolean isFetched(CompletableFuture<Boolean> fetched) {
        try {
            return fetched.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            rest.begin(micros(), "is slow");
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long micros() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    }
}
