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
 * when enough waits to be worth it, or when what waits has waited for {@link #MAX_GATHERING}.
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

    private record Waiting<I, O>(I item, int key, CompletableFuture<O> outcome) {}

    private static final Logger log = LoggerFactory.getLogger(NaturalBatcher.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 40_000;

    /** From here on a list is worth a lane of its own beside one that works. */
    private static final int WORTHWHILE = 16;

    /** A list that is stuck, on a lock or a connection, does not hold up the others for longer. */
    private static final Duration MAX_GATHERING = Duration.ofMillis(10);

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
    private boolean closing;

    public NaturalBatcher(String name, int laneCount, int maxList, ToIntFunction<I> key, Handler<I, O> handler) {
        this.maxList = maxList;
        this.key = key;
        this.handler = handler;
        for (int number = 0; number < laneCount; number++) {
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
        Waiting<I, O> waiting = new Waiting<>(item, key.applyAsInt(item), new CompletableFuture<>());
        enqueue(waiting);
        try {
            return waiting.outcome().get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(ErrorCode.OUT_OF_SERVICE, "the engine is stopping; ask again with the same reference");
        }
    }

    private void enqueue(Waiting<I, O> waiting) {
        lock.lock();
        try {
            if (closing || queue.size() >= MAX_WAITING) {
                throw new Refusal(ErrorCode.OUT_OF_SERVICE, "too many calls are waiting; try again in a moment");
            }
            queue.add(waiting);
            // The first that waits beside a list under way is seen too: with it the gathering begins.
            if (queue.size() == 1 || queue.size() == WORTHWHILE) {
                worthALook.signal();
            }
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
            long gatheringNanos = MAX_GATHERING.toNanos();
            while (true) {
                if (!queue.isEmpty()
                        && (working == 0 || queue.size() >= WORTHWHILE || gatheringNanos <= 0 || closing)) {
                    List<Waiting<I, O>> list = takeAllThatMay();
                    if (!list.isEmpty()) {
                        working++;
                        if (!queue.isEmpty()) {
                            // What did not fit may be another lane's, which slept through its coming.
                            worthALook.signal();
                        }
                        return list;
                    }
                    gatheringNanos = MAX_GATHERING.toNanos();
                }
                if (queue.isEmpty()) {
                    if (closing) {
                        return null;
                    }
                    worthALook.await();
                    gatheringNanos = MAX_GATHERING.toNanos();
                } else {
                    gatheringNanos = worthALook.awaitNanos(gatheringNanos);
                }
            }
        } catch (InterruptedException nobodyDoesThat) {
            throw new IllegalStateException("a lane was interrupted", nobodyDoesThat);
        } finally {
            lock.unlock();
        }
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
            log.error("A list of {} failed as a whole", list.size(), failed);
            list.forEach(waiting -> waiting.outcome().completeExceptionally(failed));
        }
    }
}
