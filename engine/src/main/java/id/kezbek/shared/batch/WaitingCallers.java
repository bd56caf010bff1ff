package id.kezbek.shared.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How long callers of this process wait for their result. Background work reads this waiting time to give callers
 * priority.
 */
@Component
public class WaitingCallers {

    private final List<Supplier<Duration>> queues = new CopyOnWriteArrayList<>();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    /** @param longestWait the waiting time of the first caller in a queue; zero if no caller waits */
    public void watch(Supplier<Duration> longestWait) {
        queues.add(longestWait);
    }

    /** Whether a caller is waiting now and has waited at least this long. */
    public boolean areWaiting(Duration atLeast) {
        return queues.stream().anyMatch(queue -> queue.get().compareTo(atLeast) >= 0);
    }

    /** Records how long the first caller of a batch waited until the batch started. */
    public void waited(Duration waited) {
        longestNanos.accumulate(waited.toNanos());
    }

    /**
     * Whether a caller has waited at least this long since the last call of this method, or is waiting as long now. Only
     * one place may call this method, because each call forgets the waits before it.
     */
    public boolean haveWaited(Duration atLeast) {
        return longestNanos.getThenReset() >= atLeast.toNanos() || areWaiting(atLeast);
    }
}
