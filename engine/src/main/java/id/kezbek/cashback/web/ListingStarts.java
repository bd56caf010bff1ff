package id.kezbek.cashback.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Stores the time at which an officer opened page 1 of a list. v1 has page numbers, so a new purchase would move rows
 * to the next page. For this reason, later pages omit purchases after the stored time. If Redis is not available, later
 * pages contain all purchases.
 */
@Component
class ListingStarts {

    private static final Duration KEPT = Duration.ofMinutes(30);

    private final StringRedisTemplate redis;
    private final Clock clock;

    ListingStarts(StringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * The list omits purchases after this time.
     *
     * @param list an id for the officer and all parameters except the page number
     */
    Instant of(String list, int page) {
        String key = "cezbek:officers-list:" + list;
        // The database stores times in microseconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            if (page == 1) {
                redis.opsForValue().set(key, now.toString(), KEPT);
                return now;
            }
            @Nullable String opened = redis.opsForValue().get(key);
            return opened == null ? now : Instant.parse(opened);
        } catch (DataAccessException redisIsAway) {
            return now;
        }
    }
}
