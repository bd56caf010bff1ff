package id.kezbek.shared.batch;

import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns concurrent single calls into lists without adding delay where nothing runs: a lane takes all that waits, handles
 * it as one list, and what arrives meanwhile is the next list. An idle system handles lists of one at once; a loaded one
 * amortises its commits.
 *
 * <p>A list costs the database nearly the same whatever its length, so a further lane begins beside one that works only
 * when enough waits to be worth it, and one more than that only when what waits has waited for {@link #MAX_GATHERING}:
 * the spare lane is for lists that are stuck, on a lock or a connection.
 *
 * <p>Items with the same key are never in two lists at once, and are handled in the order in which they came.
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

    private record Waiting<I, O>(I item, int key, long sinceNanos, CompletableFuture<O> outcome) {}

    private static final Logger log = LoggerFactory.getLogger(NaturalBatcher.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 40_000;

    /** From here on a list is worth a lane of its own beside one that works. */
    private static final int WORTHWHILE = 16;

    /** A list that is stuck does not hold up the others for longer; well above what a list takes that is not. */
    private static final Duration MAX_GATHERING = Duration.ofMillis(20);

    /** For what waits too long and must not run beside a list under way: its lane looks again at its end, or then. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final int steadyLanes;
    private final int maxList;
    private final ToIntFunction<I> key;
    private final Handler<I, O> handler;
    private final List<Thread> lanes = new ArrayList<>();

    /** Guards all that follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition worthALook = lock.newCondition();
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Set<Integer> keysUnderWay = new HashSet<>();
    private int working;
    /** Whether a lane that does not work looks again when what waits has waited too long. */
    private boolean isWatched;

    private boolean closing;

    /** @param steadyLanes how many lists are worth handling at a time; one spare lane comes on top */
    public NaturalBatcher(String name, int steadyLanes, int maxList, ToIntFunction<I> key, Handler<I, O> handler) {
        this.steadyLanes = steadyLanes;
        this.maxList = maxList;
        this.key = key;
        this.handler = handler;
        for (int number = 0; number <= steadyLanes; number++) {
            int lane = number;
            lanes.add(Thread.ofPlatform().name(name + "-" + lane).daemon().unstarted(() -> work(lane)));
        }
        lanes.forEach(Thread::start);
    }

    /**
     * Hands an item in and waits for what comes of it.
     *
     * @throws Refusal with OUT_OF_SERVICE where too many wait already or the process is stopping; nothing was done
     */
    public O call(I item) {
        Waiting<I, O> waiting = new Waiting<>(item, key.applyAsInt(item), System.nanoTime(), new CompletableFuture<>());
        enqueue(waiting);
        try {
            return waiting.outcome().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "the engine is stopping; send the call again with the same reference");
        }
    }

    private void enqueue(Waiting<I, O> waiting) {
        lock.lock();
        try {
            if (closing || queue.size() >= MAX_WAITING) {
                throw new Refusal(ErrorCode.OUT_OF_SERVICE, "too many calls are waiting; send the call again in a moment");
            }
            queue.add(waiting);
            boolean isFirst = queue.size() == 1;
            boolean isEnough = queue.size() == WORTHWHILE && working < steadyLanes;
            // The first that waits beside a list under way is signalled too, so that somebody watches how long it
            // waits.
            if (isEnough || (isFirst && (working == 0 || !isWatched))) {
                worthALook.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long the first that waits for a lane has waited by now; zero where nothing waits. */
    public Duration longestWait() {
        lock.lock();
        try {
            Waiting<I, O> first = queue.peek();
            return first == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - first.sinceNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Lets the lanes finish what they handle and what waits, then ends them. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            worthALook.signalAll();
        } finally {
            lock.unlock();
        }
        for (Thread lane : lanes) {
            try {
                lane.join(STOP_TIMEOUT);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work(int lane) {
        for (List<Waiting<I, O>> list = take(); list != null; list = take()) {
            try {
                handle(lane, list);
            } finally {
                giveBack(list);
            }
        }
    }

    /** Waits for a list that is worth handling; null where nothing waits and nothing will come any more. */
    private @Nullable List<Waiting<I, O>> take() {
        lock.lock();
        try {
            while (true) {
                if (!queue.isEmpty() && (isWorthALane() || patienceNanos() <= 0 || closing)) {
                    List<Waiting<I, O>> list = takeAllThatMay();
                    if (!list.isEmpty()) {
                        working++;
                        if (!queue.isEmpty()) {
                            // What did not fit may be another lane's, which slept through its coming.
                            worthALook.signal();
                        }
                        return list;
                    }
                }
                if (queue.isEmpty() && closing) {
                    return null;
                }
                sleep();
            }
        } catch (InterruptedException nobodyDoesThat) {
            throw new IllegalStateException("a worker was interrupted", nobodyDoesThat);
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until something may be worth a look; of the lanes that sleep beside a list under way one sets an alarm. */
    private void sleep() throws InterruptedException {
        if (queue.isEmpty() || (isWatched && !closing)) {
            worthALook.await();
            return;
        }
        isWatched = true;
        try {
            worthALook.awaitNanos(Math.max(patienceNanos(), LOOK_AGAIN.toNanos()));
        } finally {
            isWatched = false;
        }
    }

    /** How much longer the first that waits may wait beside a list under way. */
    private long patienceNanos() {
        Waiting<I, O> first = queue.peek();
        return first == null ? 0 : MAX_GATHERING.toNanos() - (System.nanoTime() - first.sinceNanos());
    }

    private boolean isWorthALane() {
        return working == 0 || (working < steadyLanes && queue.size() >= WORTHWHILE);
    }

    /** All that waits, in order, but what must not run beside a list under way. */
    private List<Waiting<I, O>> takeAllThatMay() {
        List<Waiting<I, O>> list = new ArrayList<>(Math.min(queue.size(), maxList));
        Deque<Waiting<I, O>> later = new ArrayDeque<>();
        while (list.size() < maxList && !queue.isEmpty()) {
            Waiting<I, O> next = queue.remove();
            (keysUnderWay.contains(next.key()) ? later : list).add(next);
        }
        while (!later.isEmpty()) {
            queue.addFirst(later.removeLast());
        }
        list.forEach(taken -> keysUnderWay.add(taken.key()));
        return list;
    }

    private void giveBack(List<Waiting<I, O>> list) {
        lock.lock();
        try {
            working--;
            list.forEach(done -> keysUnderWay.remove(done.key()));
        } finally {
            lock.unlock();
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
            log.error("A batch of {} failed as a whole", list.size(), failed);
            list.forEach(waiting -> waiting.outcome().completeExceptionally(failed));
        }
    }
}
