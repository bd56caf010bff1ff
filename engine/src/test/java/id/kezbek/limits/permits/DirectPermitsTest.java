package id.kezbek.limits.permits;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.limits.permits.LimitedCaller.CallingOut;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;

/** The behaviour while Redis is unavailable. OutgoingCallsTest tests the decisions with a real Redis. */
class DirectPermitsTest {

    private static final Limit TWO_A_MINUTE = new Limit("outgoing", 2, Duration.ofMinutes(1));
    private static final LimitedCaller CALLER = new CallingOut("a provider");

    private final TestClock clock = new TestClock();
    private boolean isAway = true;
    private int asked;
    private final DirectPermits permits = new DirectPermits(
            (key, limit, wanted) -> {
                asked++;
                if (isAway) {
                    throw new RedisConnectionFailureException("away");
                }
                return new SharedPermits.Grant(0, 0, 7_000_000);
            },
            clock);

    @Test
    void withoutRedisThisProcessCountsAloneAndAsksAgainAfterARest() {
        assertThat(permits.take(CALLER, TWO_A_MINUTE)).isInstanceOf(Verdict.Admitted.class);
        assertThat(permits.take(CALLER, TWO_A_MINUTE)).isInstanceOf(Verdict.Admitted.class);
        assertThat(permits.take(CALLER, TWO_A_MINUTE)).isInstanceOf(Verdict.Refused.class);
        assertThat(permits.take(new CallingOut("another"), TWO_A_MINUTE)).isInstanceOf(Verdict.Admitted.class);
        assertThat(asked).as("not for each call").isEqualTo(1);

        isAway = false;
        clock.advance(Duration.ofSeconds(6));
        assertThat(permits.take(CALLER, TWO_A_MINUTE)).isEqualTo(new Verdict.Refused(Duration.ofSeconds(7)));
        assertThat(permits.take(CALLER, TWO_A_MINUTE)).isInstanceOf(Verdict.Refused.class);
        assertThat(asked).isEqualTo(3);
    }
}
