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
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Combines concurrent single calls into batches, without delay in an idle system. A worker takes all waiting items as
 * one batch; items that arrive meanwhile form the next batch. So an idle system processes batches of one item at once,
 * and a busy system shares commits.
 *
 * <p>A large batch costs the database nearly the same as a small batch. So while one worker is busy, another worker
 * starts only if enough items wait. A spare worker exists for the case that a batch hangs on a lock or a connection.
 * The spare worker starts only if an item has waited for {@link #MAX_GATHERING}.
 *
 * <p>After a batch, its callers usually call again within a moment. The next batch waits for them up to
 * {@link #CALLERS_RETURN} if fewer than {@link #WORTHWHILE} items wait. Without this wait, the callers would divide into
 * two groups that take turns, so batches would have half the size.
 *
 * <p>Two concurrent batches never contain items with the same key, and items with the same key keep their order.
 *
 * <p>A batcher can have a gathering time. The batcher still handles the first item after a pause at once. The next
 * batch starts after the gathering time, or as soon as enough items wait. So items that arrive one by one share a
 * batch. In a batch of one item, an item costs the database ten times as much as in a batch of fifty items.
 *
 * @param <I> the items
 * @param <O> the results
 */
public final class NaturalBatcher<I, O> implements AutoCloseable {

    /** Processes a batch and returns the results in the order of the items. */
    @FunctionalInterface
    public interface Handler<I, O> {
        List<O> handle(int lane, List<I> items);
    }

    private record Waiting<I, O>(I item, int key, long sinceNanos, CompletableFuture<O> outcome) {}

    private static final Logger log = LoggerFactory.getLogger(NaturalBatcher.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_WAITING = 40_000;

    /** If at least this many items wait, a batch may start although another worker is busy. */
    private static final int WORTHWHILE = 16;

    /** The longest time that a hanging batch delays other items. This time is much longer than a normal batch takes. */
    private static final Duration MAX_GATHERING = Duration.ofMillis(20);

    /** The longest time that a batch waits for the callers of the last batch. A commit takes about as long. */
    private static final Duration CALLERS_RETURN = Duration.ofMillis(3);

    /**
     * If items have waited too long but conflict with a running batch, the worker checks again when that batch ends or
     * after this time.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final int steadyLanes;
    private final int maxList;
    private final ToIntFunction<I> key;
    private final Handler<I, O> handler;
    private final long gatheringNanos;
    private final IntSupplier enough;
    private final long returnNanos;
    private final List<Thread> lanes = new ArrayList<>();

    /** Guards all fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition worthALook = lock.newCondition();
    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    private final Set<Integer> keysUnderWay = new HashSet<>();
    private int working;
    private long lastBegan;
    private long lastEnded;
    /** The callers of the last batch, and the callers that waited when it ended; at most {@link #WORTHWHILE}. */
    private int callersSeen;
    /** Whether an idle worker has set a timer for the waiting time of the first item. */
    private boolean isWatched;

    private boolean closing;

    /** @param steadyLanes the number of regular workers; the batcher adds one spare worker */
    public NaturalBatcher(String name, int steadyLanes, int maxList, ToIntFunction<I> key, Handler<I, O> handler) {
        this(name, steadyLanes, maxList, Duration.ZERO, () -> maxList, CALLERS_RETURN, key, handler);
    }

    /**
     * @param steadyLanes the number of regular workers; the batcher adds one spare worker
     * @param gathering the minimum time between the starts of two batches
     * @param enough the number of waiting items that start a batch before the gathering time is over; this supplier is
     *     called often, under a lock
     */
    public NaturalBatcher(
            String name,
            int steadyLanes,
            int maxList,
            Duration gathering,
            IntSupplier enough,
            ToIntFunction<I> key,
            Handler<I, O> handler) {
        this(name, steadyLanes, maxList, gathering, enough, Duration.ZERO, key, handler);
    }

    /** @param callersReturn the longest time that a batch waits for the callers of the last batch */
    NaturalBatcher(
            String name,
            int steadyLanes,
            int maxList,
            Duration gathering,
            IntSupplier enough,
            Duration callersReturn,
            ToIntFunction<I> key,
            Handler<I, O> handler) {
        this.steadyLanes = steadyLanes;
        this.maxList = maxList;
        this.gatheringNanos = gathering.toNanos();
        this.enough = enough;
        this.returnNanos = callersReturn.toNanos();
        this.key = key;
        this.handler = handler;
        this.lastBegan = System.nanoTime() - gatheringNanos;
        for (int number = 0; number <= steadyLanes; number++) {
            int lane = number;
            lanes.add(Thread.ofPlatform().name(name + "-" + lane).daemon().unstarted(() -> work(lane)));
        }
        lanes.forEach(Thread::start);
    }

    /**
     * Submits an item and waits for its result.
     *
     * @throws Refusal OUT_OF_SERVICE if too many items wait or the process is stopping; nothing was done
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
            throw new Refusal(
                    ErrorCode.OUT_OF_SERVICE, "the engine is stopping; send the call again with the same reference");
        }
    }

    private void enqueue(Waiting<I, O> waiting) {
        lock.lock();
        try {
            if (closing || queue.size() >= MAX_WAITING) {
                throw new Refusal(
                        ErrorCode.OUT_OF_SERVICE, "too many calls are waiting; send the call again in a moment");
            }
            queue.add(waiting);
            boolean isFirst = queue.size() == 1;
            boolean isEnough = (queue.size() == WORTHWHILE && working < steadyLanes)
                    || (gatheringNanos > 0 && working == 0 && queue.size() >= enough.getAsInt())
                    || (returnNanos > 0 && working == 0 && queue.size() == callersSeen);
            // The first item that arrives while a batch runs also wakes a worker. That worker then sets a timer for the
            // item's waiting time.
            if (isEnough || (isFirst && (working == 0 || !isWatched))) {
                worthALook.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The waiting time of the first item; zero if no item waits. */
    public Duration longestWait() {
        lock.lock();
        try {
            Waiting<I, O> first = queue.peek();
            return first == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - first.sinceNanos());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the workers have finished all running and waiting items, and stops them. */
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

    /** Waits until a batch should start. Returns null if no item waits and the batcher is closing. */
    private @Nullable List<Waiting<I, O>> take() {
        lock.lock();
        try {
            while (true) {
                if (!queue.isEmpty() && (closing || isGathered() && (isWorthALane() || patienceNanos() <= 0))) {
                    List<Waiting<I, O>> list = takeAllThatMay();
                    if (!list.isEmpty()) {
                        working++;
                        lastBegan = System.nanoTime();
                        if (!queue.isEmpty()) {
                            // Another worker may be able to process the remaining items. No worker was woken when these
                            // items arrived.
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

    /** Sleeps until there may be work. While a batch runs, only one of the sleeping workers sets a timer. */
    private void sleep() throws InterruptedException {
        if (queue.isEmpty() || (isWatched && !closing)) {
            worthALook.await();
            return;
        }
        isWatched = true;
        try {
            long next = isGathered() ? patienceNanos() : Math.max(gatheringNanosLeft(), returnNanosLeft());
            // While the batcher closes, a worker must check regularly: it gets no signal when another worker takes the
            // last item.
            worthALook.awaitNanos(closing ? LOOK_AGAIN.toNanos() : Math.max(next, LOOK_AGAIN.toNanos()));
        } finally {
            isWatched = false;
        }
    }

    /** How much longer the first item may wait while another batch runs. */
    private long patienceNanos() {
        Waiting<I, O> first = queue.peek();
        return first == null ? 0 : gatheringNanos + MAX_GATHERING.toNanos() - (System.nanoTime() - first.sinceNanos());
    }

    private boolean isGathered() {
        return (gatheringNanosLeft() <= 0 || queue.size() >= enough.getAsInt()) && returnNanosLeft() <= 0;
    }

    private long gatheringNanosLeft() {
        return gatheringNanos == 0 ? 0 : gatheringNanos - (System.nanoTime() - lastBegan);
    }

    /** How much longer the next batch waits for the callers of the last batch. */
    private long returnNanosLeft() {
        boolean waits = working == 0 && queue.size() < callersSeen;
        return waits ? returnNanos - (System.nanoTime() - lastEnded) : 0;
    }

    private boolean isWorthALane() {
        return working == 0 || (working < steadyLanes && queue.size() >= WORTHWHILE);
    }

    /** All waiting items in order, except those that conflict with a running batch. */
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
            lastEnded = System.nanoTime();
            callersSeen = Math.min(WORTHWHILE, list.size() + queue.size());
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
