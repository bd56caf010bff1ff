package id.kezbek.shared.batch;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns concurrent single calls into lists without a timer: a lane takes all that waits, handles it as one list, and
 * what arrives meanwhile is the next list. An idle system handles lists of one at once; a loaded one amortises its
 * commits. Items with the same key always meet in the same lane, in order.
 *
 * @param <I> what is handed in
 * @param <O> what comes of it
 */
public final class NaturalBatcher<I, O> implements AutoCloseable {

    /** Handles a list as a whole; the results stand in the order of the items. */
    @FunctionalInterface
    public interface Handler<I, O> {
        List<O> handle(int lane, List<I> items);
    }

    private record Waiting<I, O>(I item, CompletableFuture<O> outcome) {}

    private static final Logger log = LoggerFactory.getLogger(NaturalBatcher.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING_PER_LANE = 20_000;

    private final int maxList;
    private final ToIntFunction<I> key;
    private final Handler<I, O> handler;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean closing;

    public NaturalBatcher(String name, int laneCount, int maxList, ToIntFunction<I> key, Handler<I, O> handler) {
        this.maxList = maxList;
        this.key = key;
        this.handler = handler;
        for (int number = 0; number < laneCount; number++) {
            lanes.add(new Lane(name, number));
        }
        lanes.forEach(lane -> lane.thread.start());
    }

    /**
     * Hands an item in and waits for what comes of it.
     *
     * @throws Refusal with OUT_OF_SERVICE where too many wait already or the process is stopping; nothing was done
     */
    public O call(I item) {
        Waiting<I, O> waiting = new Waiting<>(item, new CompletableFuture<>());
        Lane lane = lanes.get(Math.floorMod(spread(key.applyAsInt(item)), lanes.size()));
        if (closing || !lane.queue.offer(waiting)) {
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "too many calls are waiting; try again in a moment");
        }
        // The lane may have looked for the last time between the two looks above; then nobody will take the item.
        if (closing && lane.queue.remove(waiting)) {
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "the engine is stopping; ask again with the same reference");
        }
        try {
            return waiting.outcome().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "the engine is stopping; ask again with the same reference");
        }
    }

    /** Lets the lanes finish what they handle and what waits, then ends them. */
    @Override
    public void close() {
        closing = true;
        lanes.forEach(Lane::wakeIfIdle);
        for (Lane lane : lanes) {
            try {
                lane.thread.join(STOP_TIMEOUT);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * One thread and what waits for it. It is interrupted only while it has nothing to do: an interruption in the middle
     * of a list would reach the database driver, and nobody could say whether the list was committed.
     */
    private final class Lane {

        private final int number;
        private final BlockingQueue<Waiting<I, O>> queue = new ArrayBlockingQueue<>(MAX_WAITING_PER_LANE);
        private final Thread thread;
        private final Object idleness = new Object();

        /** Guarded by {@code idleness}. */
        private boolean idle;

        Lane(String name, int number) {
            this.number = number;
            this.thread = Thread.ofPlatform().name(name + "-" + number).daemon().unstarted(this::work);
        }

        private void work() {
            List<Waiting<I, O>> list = new ArrayList<>(maxList);
            while (true) {
                list.clear();
                if (queue.drainTo(list, maxList) == 0 && !awaitOne(list)) {
                    return;
                }
                queue.drainTo(list, maxList - list.size());
                handle(number, List.copyOf(list));
            }
        }

        private boolean awaitOne(List<Waiting<I, O>> list) {
            if (becomesIdle()) {
                try {
                    list.add(queue.take());
                    return true;
                } catch (InterruptedException closed) {
                    // What still waits is handled below, as everything is that came before the closing.
                } finally {
                    becomeBusy();
                }
            }
            // Once more: an item may have come between the caller's look at the queue and this one.
            return queue.drainTo(list, maxList) > 0;
        }

        /** False where nothing would wake the lane any more. */
        private boolean becomesIdle() {
            synchronized (idleness) {
                idle = !closing;
                return idle;
            }
        }

        private void becomeBusy() {
            synchronized (idleness) {
                idle = false;
                // An item and the closing may have come together; the interruption was for the waiting alone.
                boolean unused = Thread.interrupted();
            }
        }

        void wakeIfIdle() {
            synchronized (idleness) {
                if (idle) {
                    thread.interrupt();
                }
            }
        }
    }

    private void handle(int lane, List<Waiting<I, O>> list) {
        try {
            List<O> outcomes =
                    handler.handle(lane, list.stream().map(Waiting::item).toList());
            for (int i = 0; i < list.size(); i++) {
                list.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failed) {
            log.error("A list of {} failed as a whole", list.size(), failed);
            list.forEach(waiting -> waiting.outcome().completeExceptionally(failed));
        }
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
