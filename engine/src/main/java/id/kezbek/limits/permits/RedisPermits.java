package id.kezbek.limits.permits;

import java.util.List;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * Permits in Redis. Redis stores one number for each caller: the time at which the caller's limit is full again (GCRA).
 * The key expires at this time, so Redis stores no data about callers without requests.
 */
@Component
class RedisPermits implements SharedPermits {

    private static final String PREFIX = "cezbek:limits:";

    /**
     * The script uses Redis's time, because a process with a fast clock would take permits from other processes. A
     * stored time beyond the window comes from an earlier, longer window, and is ignored.
     */
    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> LEASE = new DefaultRedisScript<>("""
            local window, calls, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            local time = redis.call('time')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local whole = tonumber(redis.call('get', KEYS[1]) or now)
            if whole < now or whole > now + window then whole = now end
            local free = math.max(0, math.floor((now + window - whole) * calls / window))
            local granted = math.min(wanted, free)
            if granted > 0 then
              whole = whole + math.ceil(granted * window / calls)
              redis.call('set', KEYS[1], string.format('%.0f', whole), 'px', math.ceil((whole - now) / 1000) + 1000)
            end
            local wait = math.max(0, whole + math.ceil(window / calls) - now - window)
            return {granted, free - granted, wait}""", List.class);

    private final StringRedisTemplate redis;

    RedisPermits(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Grant lease(String key, Limit limit, int wanted) {
        List<?> answer = redis.execute(
                LEASE,
                List.of(PREFIX + key),
                Long.toString(limit.windowMicros()),
                Integer.toString(limit.calls()),
                Integer.toString(wanted));
        if (answer == null || answer.size() != 3) {
            throw new DataRetrievalFailureException("the response from Redis does not contain the number of permits");
        }
        return new Grant(
                ((Number) answer.get(0)).intValue(),
                ((Number) answer.get(1)).longValue(),
                ((Number) answer.get(2)).longValue());
    }
}
