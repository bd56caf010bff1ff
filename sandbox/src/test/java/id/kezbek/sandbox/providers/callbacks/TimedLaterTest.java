package id.kezbek.sandbox.providers.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimedLaterTest {

    private final Clock clock = Clock.systemUTC();

    @Test
    void runsDueWorkAfterFailure() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        try (TimedLater later = new TimedLater(clock)) {
            later.at(clock.instant().minusSeconds(1), () -> {
                throw new IllegalStateException("on purpose");
            });
            later.at(clock.instant().plusMillis(1), ran::countDown);

            assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runsNothingAfterItIsClosed() {
        AtomicBoolean ran = new AtomicBoolean();
        TimedLater later = new TimedLater(clock);
        later.at(clock.instant().plus(Duration.ofHours(1)), () -> ran.set(true));

        later.close();

        assertThat(ran).isFalse();
    }
}
