package id.kezbek.payouts;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes dispatch in this process as soon as there may be something to send: orders were committed here, or a sender that
 * dispatch waits for became free. What other processes commit is found by looking.
 */
@Component
public class DispatchBell {

    private final Semaphore rung = new Semaphore(0);
    private volatile boolean isSenderAwaited;

    /** Many rings before anybody listens are one. */
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Has the next sender that becomes free ring. */
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
     * Waits for a ring, which may have come before, or until the rest is over.
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
