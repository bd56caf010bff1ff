package id.kezbek.shared.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long callers of this process wait for their turn, so that what works beside them leaves them room. */
@Component
public class WaitingCallers {

    private final List<Supplier<Duration>> queues = new CopyOnWriteArrayList<>();

    /** @param longestWait how long the first in a queue of callers has waited by now; zero where nobody waits */
    public void watch(Supplier<Duration> longestWait) {
        queues.add(longestWait);
    }

    public boolean haveWaited(Duration atLeast) {
        return queues.stream().anyMatch(queue -> queue.get().compareTo(atLeast) >= 0);
    }
}
