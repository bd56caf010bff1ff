package id.kezbek.platform.redis;

import id.kezbek.shared.jobs.JobLocks;
import id.kezbek.shared.redis.RedisTrouble;
import java.time.Duration;
import java.util.Optional;
import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.provider.redis.spring.RedisLockProvider;
import net.javacrumbs.shedlock.support.LockException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Job locks in Redis, by ShedLock. While Redis is away every process may work: the run's row in the database still lets
 * only one of them begin it.
 */
@Component
class RedisJobLocks implements JobLocks {

    private static final Logger log = LoggerFactory.getLogger(RedisJobLocks.class);
    private static final String ENVIRONMENT = "cezbek";
    private static final Held NO_LOCK = () -> {};

    /** ShedLock writes its keys so: prefix, environment, name. */
    private static final String PREFIX = "job-lock";

    private final StringRedisTemplate redis;
    private final RedisLockProvider provider;

    RedisJobLocks(StringRedisTemplate redis) {
        this.redis = redis;
        this.provider = new RedisLockProvider(redis, ENVIRONMENT, PREFIX);
    }

    @Override
    public Optional<Held> take(String name, Duration longest) {
        try {
            return provider.lock(new LockConfiguration(ClockProvider.now(), name, longest, Duration.ZERO))
                    .map(lock -> () -> free(name, lock::unlock));
        } catch (DataAccessException | LockException away) {
            log.warn("Redis {}; the job {} runs without a lock", RedisTrouble.of(away), name);
            return Optional.of(NO_LOCK);
        }
    }

    @Override
    public void free(String name) {
        free(name, () -> redis.delete(String.join(":", PREFIX, ENVIRONMENT, name)));
    }

    private static void free(String name, Runnable unlock) {
        try {
            unlock.run();
        } catch (DataAccessException | LockException away) {
            log.warn("Redis {}; the lock of the job {} was not released and will expire", RedisTrouble.of(away), name);
        }
    }
}
