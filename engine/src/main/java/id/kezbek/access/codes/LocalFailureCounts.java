package id.kezbek.access.codes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts failures in this process, for a limited number of IP addresses. */
@Component
class LocalFailureCounts implements SlowedAddresses.Counts {

    private static final int ADDRESSES_MAX = 10_000;

    private record Failures(long count, Instant countedUntil, Instant pausedUntil) {}

    private final Cache<String, Failures> failures =
            Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).build();
    private final Clock clock;

    LocalFailureCounts(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Duration pauseLeft(String address) {
        @Nullable Failures known = failures.getIfPresent(address);
        Instant now = clock.instant();
        return known == null || !known.pausedUntil().isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, known.pausedUntil());
    }

    @Override
    public long increment(String address) {
        Instant now = clock.instant();
        return failures.asMap()
                .merge(address, first(now), (known, first) -> next(known, first, now))
                .count();
    }

    @Override
    public void pause(String address, Duration pause) {
        failures.asMap()
                .computeIfPresent(
                        address,
                        (key, known) -> new Failures(
                                known.count(),
                                known.countedUntil(),
                                clock.instant().plus(pause)));
    }

    private static Failures first(Instant now) {
        return new Failures(1, countedUntil(now), now);
    }

    private static Failures next(Failures known, Failures first, Instant now) {
        return known.countedUntil().isAfter(now)
                ? new Failures(known.count() + 1, countedUntil(now), known.pausedUntil())
                : first;
    }

    /** The same time as in {@link RedisFailureCounts}. */
    private static Instant countedUntil(Instant now) {
        return now.plus(SlowedAddresses.WINDOW.multipliedBy(2));
    }
}
