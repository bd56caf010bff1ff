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
 * When an officer opened page 1 of a list. v1 numbers its pages, so purchases that arrive later would push rows of page 1
 * onto page 2; the later pages therefore show what was there when page 1 was opened. Without Redis they show what is
 * there now.
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
     * Purchases accepted after this instant are left out of the page.
     *
     * @param list names the officer and everything but the page's number
     */
    Instant of(String list, int page) {
        String key = "cezbek:officers-list:" + list;
        // As exact as the database keeps it.
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
