package id.kezbek.sandbox.providers.callbacks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for due work. Its queue is at most as long as the number of open orders in the book. */
public final class TimedLater implements Later {

    private static final Logger LOG = LoggerFactory.getLogger(TimedLater.class);
    private static final int THREADS = 1;

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer;

    public TimedLater(Clock clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                THREADS, Thread.ofPlatform().daemon().name("providers-later").factory());
    }

    @Override
    public void at(Instant due, Runnable task) {
        long delayMillis = Math.max(0, Duration.between(clock.instant(), due).toMillis());
        // The returned future is ignored: a failed task is logged and is still due in the book.
        var _ = timer.schedule(() -> run(task), delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        // Waits for running tasks, so that no task writes to the closed book.
        timer.close();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A delayed payment or reversal failed; the next start continues it", e);
        }
    }
}
