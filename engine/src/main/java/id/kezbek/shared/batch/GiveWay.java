package id.kezbek.shared.batch;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Gives purchases and payouts priority over other background work: that work pauses while this process has a backlog of
 * purchases or payouts. The pause is short, so the work continues slowly under permanent load.
 */
@Component
public class GiveWay {

    /** If purchases wait as long as this, other work pauses. Shorter waits of purchases are acceptable. */
    private static final Duration CALLERS_WAIT = Duration.ofMillis(25);

    private static final Duration STEP = Duration.ofMillis(5);

    private final WaitingCallers callers;
    private final PayoutBacklog payouts;

    public GiveWay(WaitingCallers callers, PayoutBacklog payouts) {
        this.callers = callers;
        this.payouts = payouts;
    }

    /** Whether purchases or payouts are waiting. */
    public boolean isDue() {
        return payouts.isThere() || callers.areWaiting(CALLERS_WAIT);
    }

    /** Pauses while purchases or payouts are waiting, up to the maximum time. */
    public void await(Duration longest) {
        long began = System.nanoTime();
        try {
            while (isDue() && System.nanoTime() - began < longest.toNanos()) {
                Thread.sleep(STEP);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
