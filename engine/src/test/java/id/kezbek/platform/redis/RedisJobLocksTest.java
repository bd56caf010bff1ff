package id.kezbek.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.jobs.JobLocks;
import id.kezbek.testing.EngineTest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@EngineTest
class RedisJobLocksTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** Nothing listens there. */
    private static final int CLOSED_PORT = 1;

    private final RedisConnectionFactory redis;

    RedisJobLocksTest(RedisConnectionFactory redis) {
        this.redis = redis;
    }

    @Test
    void oneProcessAtATimeHoldsALock() {
        RedisJobLocks one = new RedisJobLocks(new StringRedisTemplate(redis));
        RedisJobLocks other = new RedisJobLocks(new StringRedisTemplate(redis));
        Optional<JobLocks.Held> held = one.take("lock-test", LONGEST);
        assertThat(held).isPresent();
        assertThat(other.take("lock-test", LONGEST)).isEmpty();
        assertThat(other.take("another-lock-test", LONGEST)).isPresent();

        held.orElseThrow().close();

        assertThat(other.take("lock-test", LONGEST)).isPresent();
    }

    @Test
    void theLockOfAProcessThatDiedCanBeFreed() {
        RedisJobLocks died = new RedisJobLocks(new StringRedisTemplate(redis));
        RedisJobLocks other = new RedisJobLocks(new StringRedisTemplate(redis));
        assertThat(died.take("lock-test-died", LONGEST)).isPresent();
        assertThat(other.take("lock-test-died", LONGEST)).isEmpty();

        other.free("lock-test-died");

        Optional<JobLocks.Held> taken = other.take("lock-test-died", LONGEST);
        assertThat(taken).isPresent();
        taken.get().close();
    }

    @Test
    void withoutRedisTheWorkGoesOn() {
        LettuceConnectionFactory away = new LettuceConnectionFactory("127.0.0.1", CLOSED_PORT);
        away.afterPropertiesSet();
        away.start();
        try {
            Optional<JobLocks.Held> held =
                    new RedisJobLocks(new StringRedisTemplate(away)).take("lock-test-away", LONGEST);
            assertThat(held).isPresent();
            held.orElseThrow().close();
        } finally {
            away.destroy();
        }
    }
}
