package id.kezbek.access.codes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/** Counts failures of all processes together. Throws {@code DataAccessException} if Redis is unavailable. */
@Component
class RedisFailureCounts implements SlowedAddresses.Counts {

    /** One script both increments the count and sets its expiry, so that no count remains without an expiry. */
    private static final RedisScript<Long> COUNT = new DefaultRedisScript<>(
            "local n = redis.call('incr', KEYS[1]) redis.call('expire', KEYS[1], ARGV[1]) return n", Long.class);

    private final StringRedisTemplate redis;

    RedisFailureCounts(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Duration pauseLeft(String address) {
        Long millis = redis.getExpire(pauseKey(address), TimeUnit.MILLISECONDS);
        return millis == null || millis <= 0 ? Duration.ZERO : Duration.ofMillis(millis);
    }

    @Override
    public long increment(String address) {
        // The count must be kept longer than the longest pause. Otherwise it would start again at 1 after that pause.
        long seconds = SlowedAddresses.WINDOW.toSeconds() * 2;
        Long failures = redis.execute(COUNT, List.of(countKey(address)), Long.toString(seconds));
        return failures == null ? 0 : failures;
    }

    @Override
    public void pause(String address, Duration pause) {
        redis.opsForValue().set(pauseKey(address), "1", pause);
    }

    private static String countKey(String address) {
        return "cezbek:access:failed:{" + address + "}:count";
    }

    private static String pauseKey(String address) {
        return "cezbek:access:failed:{" + address + "}:pause";
    }
}
