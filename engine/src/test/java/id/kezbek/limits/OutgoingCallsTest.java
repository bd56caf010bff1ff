package id.kezbek.limits;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.limits.permits.Limit;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EngineTest
class OutgoingCallsTest {

    private final EngineUnderTest engine;

    OutgoingCallsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    /** A limit permits its calls at once, and then one call in each part of its window. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 13, 60, 600, 999, 100_000})
    void noMinuteHasMoreCallsThanAllowed(int perMinute) {
        Limit limit = OutgoingCalls.limit(perMinute);
        double between = limit.window().toMillis() / (double) limit.calls();
        long inAMinute = limit.calls() - 1 + (long) Math.ceil(60_000 / between);

        assertThat(inAMinute).isBetween(1L, (long) perMinute);
    }

    @Test
    void allProcessesCountTogether() {
        OutgoingCalls one = engine.get(OutgoingCalls.class);
        String system = "test:" + UUID.randomUUID();
        assertThat(one.take(system, 1)).isZero();

        Duration wait = one.take(system, 1);
        assertThat(wait).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        assertThat(engine.get(org.springframework.data.redis.core.StringRedisTemplate.class)
                        .hasKey("cezbek:limits:out:" + system))
                .as("in Redis, where each process counts")
                .isTrue();
        assertThat(one.take("test:" + UUID.randomUUID(), 1))
                .as("another system")
                .isZero();
    }
}
