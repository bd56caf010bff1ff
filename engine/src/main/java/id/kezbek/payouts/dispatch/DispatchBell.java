package id.kezbek.payouts.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes the dispatch loop of this process when there may be work: an order was committed, or a send slot became free.
 * The loop finds the orders of other processes by polling.
 */
@Component
public class DispatchBell {

    private final Semaphore rung = new Semaphore(0);
    private volatile boolean isSenderAwaited;

    /** A second ring before the next call of {@link #listen} has no effect. */
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Makes the bell ring when the next send slot becomes free. */
    void awaitSender() {
        isSenderAwaited = true;
    }

    void senderIsFree() {
        if (isSenderAwaited) {
            isSenderAwaited = false;
            ring();
        }
    }

    /**
     * Waits for a ring, at most for the given time. A ring before the call of this method also ends the wait.
     *
     * @return whether the bell rang
     */
    public boolean listen(Duration rest) throws InterruptedException {
        boolean hasRung = rung.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
        if (hasRung) {
            rung.drainPermits();
        }
        return hasRung;
    }
}
