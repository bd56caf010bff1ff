package id.kezbek.notifications.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.batch.PayoutBacklog;
import id.kezbek.shared.batch.WaitingCallers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** E-mails wait for purchases and payouts, but only for a limited time. */
class MailTurnTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final WaitingCallers callers = new WaitingCallers();
    private final PayoutBacklog payouts = new PayoutBacklog();

    @Test
    void waitsUntilPurchasesAreServed() {
        AtomicInteger looks = new AtomicInteger();
        callers.watch(() -> looks.incrementAndGet() < 3 ? Duration.ofSeconds(1) : Duration.ZERO);

        new MailTurn(callers, payouts, LONG).await();

        assertThat(looks).hasValue(3);
        assertThat(callers.haveWaitedLately()).as("dispatch has not looked").isFalse();
    }

    @Test
    void waitsUntilPayoutsAreClaimed() {
        payouts.isThere(true);
        AtomicInteger looks = new AtomicInteger();
        MailTurn turn = new MailTurn(callers, payouts, LONG) {
            @Override
            boolean isOthers() {
                payouts.isThere(looks.incrementAndGet() < 3);
                return super.isOthers();
            }
        };

        turn.await();

        assertThat(looks).hasValue(3);
    }

    @Test
    void neverWaitsForLong() {
        payouts.isThere(true);
        MailTurn turn = new MailTurn(callers, payouts, Duration.ofMillis(1));

        turn.await();

        assertThat(turn.isOthers()).isTrue();
    }
}
