package id.kezbek.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Other work waits for purchases and payouts, but only for a limited time. */
class GiveWayTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final WaitingCallers callers = new WaitingCallers();
    private final PayoutBacklog payouts = new PayoutBacklog();

    @Test
    void waitsUntilPurchasesAreServed() {
        AtomicInteger looks = new AtomicInteger();
        callers.watch(() -> looks.incrementAndGet() < 3 ? Duration.ofSeconds(1) : Duration.ZERO);

        new GiveWay(callers, payouts).await(LONG);

        assertThat(looks).hasValue(3);
    }

    @Test
    void waitsUntilPayoutsAreClaimed() {
        payouts.isThere(true);
        AtomicInteger looks = new AtomicInteger();
        GiveWay giveWay = new GiveWay(callers, payouts) {
            @Override
            public boolean isDue() {
                payouts.isThere(looks.incrementAndGet() < 3);
                return super.isDue();
            }
        };

        giveWay.await(LONG);

        assertThat(looks).hasValue(3);
    }

    @Test
    void neverWaitsForLong() {
        payouts.isThere(true);
        GiveWay giveWay = new GiveWay(callers, payouts);

        giveWay.await(Duration.ofMillis(1));

        assertThat(giveWay.isDue()).isTrue();
    }
}
