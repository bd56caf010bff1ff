package id.kezbek.shared.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How long callers of this process wait for their result. Background work reads this waiting time to give callers
 * priority.
 */
@Component
public class WaitingCallers {

    private static final long LATELY_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<Supplier<Duration>> queues = new CopyOnWriteArrayList<>();
    private final LongSupplier nanos;
    private volatile long lastNanos;

    public WaitingCallers() {
        this(System::nanoTime);
    }

    /** @param nanos the monotonic time of this process, as {@link System#nanoTime} returns it */
    public WaitingCallers(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong() - LATELY_NANOS;
    }

    /** @param longestWait the waiting time of the first caller in a queue; zero if no caller waits */
    public void watch(Supplier<Duration> longestWait) {
        queues.add(longestWait);
    }

    /** Whether a caller is waiting now and has waited at least this long. */
    public boolean areWaiting(Duration atLeast) {
        return queues.stream().anyMatch(queue -> queue.get().compareTo(atLeast) >= 0);
    }

    /**
     * Like {@link #areWaiting}, but also records the result for {@link #haveWaitedLately}. Only dispatch calls this
     * method.
     */
    public boolean haveWaited(Duration atLeast) {
        boolean haveWaited = areWaiting(atLeast);
        if (haveWaited) {
            lastNanos = nanos.getAsLong();
        }
        return haveWaited;
    }

    /** Whether {@link #haveWaited} returned true within the last second. */
    public boolean haveWaitedLately() {
        return nanos.getAsLong() - lastNanos < LATELY_NANOS;
    }
}
