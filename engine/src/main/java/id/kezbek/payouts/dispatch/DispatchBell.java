package id.kezbek.payouts.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes dispatch in this process when there may be work: orders were committed, or a send slot became free. Dispatch
 * detects commits of other processes by polling.
 */
@Component
public class DispatchBell {

    private final Semaphore rung = new Semaphore(0);
    private volatile boolean isSenderAwaited;

    /** Several rings before the next call of {@code listen} count as one ring. */
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
     * @return whether it rang
     */
    public boolean listen(Duration rest) throws InterruptedException {
        boolean hasRung = rung.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
        if (hasRung) {
            rung.drainPermits();
        }
        return hasRung;
    }
}
