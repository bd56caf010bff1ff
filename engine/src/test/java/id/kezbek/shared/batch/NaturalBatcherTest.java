package id.kezbek.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Eventually;
import id.kezbek.shared.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class NaturalBatcherTest {

    private static final int CLOSINGS = 2_000;
    private static final int CALLERS = 4;
    private static final long ANSWER_SECONDS_MAX = 10;
    /** Less than the time that a close waits for a worker that does not end. */
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(8);

    @Test
    void itemsThatArriveMeanwhileFormNextBatch() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        try (var batcher = new NaturalBatcher<Integer, Integer>("test", 1, 100, item -> 0, (lane, items) -> {
                    sizes.add(items.size());
                    busy.countDown();
                    await(free);
                    return items.stream().map(item -> item * 2).toList();
                });
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(callers.submit(() -> batcher.call(0)));
            busy.await();
            CountDownLatch begun = new CountDownLatch(CALLERS);
            for (int i = 1; i <= CALLERS; i++) {
                int item = i;
                answers.add(callers.submit(() -> {
                    begun.countDown();
                    return batcher.call(item);
                }));
            }
            begun.await();
            free.countDown();

            for (int i = 0; i <= CALLERS; i++) {
                assertThat(answers.get(i).get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS))
                        .isEqualTo(i * 2);
            }
        }
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CALLERS + 1);
        assertThat(sizes.getFirst()).isEqualTo(1);
    }

    @Test
    void sameKeyIsInOneBatchAtATime() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<String> handled = Collections.synchronizedList(new ArrayList<>());
        try (var batcher = new NaturalBatcher<String, String>("test", 1, 100, item -> item.charAt(0), (lane, items) -> {
                    if (items.contains("a1")) {
                        busy.countDown();
                        await(free);
                    }
                    handled.addAll(items);
                    return items;
                });
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> stuck = callers.submit(() -> batcher.call("a1"));
            busy.await();
            Future<String> behind = callers.submit(() -> batcher.call("a2"));
            Future<String> beside = callers.submit(() -> batcher.call("b1"));

            assertThat(beside.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo("b1");
            assertThat(handled).containsExactly("b1");
            free.countDown();
            assertThat(stuck.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo("a1");
            assertThat(behind.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo("a2");
        }
        assertThat(handled).containsExactly("b1", "a1", "a2");
    }

    /**
     * A caller without an answer would wait without end. Each must be handled or refused, at any time of the close.
     */
    @Test
    void answersOrRefusesEveryCallerWhileItCloses() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1)) {
            for (int round = 0; round < CLOSINGS; round++) {
                var batcher = new NaturalBatcher<Integer, Integer>("test", 1, 100, item -> 0, (lane, items) -> items);
                CyclicBarrier together = new CyclicBarrier(CALLERS + 1);
                List<Callable<Boolean>> calls = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    calls.add(() -> {
                        together.await();
                        return isAnsweredOrRefused(batcher);
                    });
                }
                List<Future<Boolean>> outcomes =
                        calls.stream().map(callers::submit).toList();
                together.await();
                batcher.close();
                for (Future<Boolean> outcome : outcomes) {
                    assertThat(outcome.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void gathersUntilEnoughWaitsAndHandlesTheFirstAtOnce() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        try (var batcher = new NaturalBatcher<Integer, Integer>(
                        "test", 1, 100, Duration.ofHours(1), () -> CALLERS, item -> 0, (lane, items) -> {
                            sizes.add(items.size());
                            return items;
                        });
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(batcher.call(0)).isZero();
            List<Future<Integer>> answers = new ArrayList<>();
            for (int caller = 1; caller <= CALLERS; caller++) {
                int item = caller;
                answers.add(callers.submit(() -> batcher.call(item)));
            }
            for (Future<Integer> answer : answers) {
                answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            }
        }
        assertThat(sizes).containsExactly(1, CALLERS);
    }

    @Test
    void processesSmallBatchAfterWait() throws Exception {
        Duration gathering = Duration.ofMillis(30);
        long began = System.nanoTime();
        try (var batcher = new NaturalBatcher<Integer, Integer>(
                "test", 1, 100, gathering, () -> 100, item -> 0, (lane, items) -> items)) {
            for (int item = 0; item < CALLERS; item++) {
                assertThat(batcher.call(item)).isEqualTo(item);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(gathering.multipliedBy(CALLERS - 1));
    }

    @Test
    void waitsForCallersOfLastBatchAndNotForSingleCaller() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        try (var batcher = returning(items -> {
                    sizes.add(items.size());
                    if (items.contains(1)) {
                        busy.countDown();
                        await(free);
                    }
                });
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(batcher.call(0)).isZero();
            Future<Integer> first = callers.submit(() -> batcher.call(1));
            busy.await();
            Future<Integer> second = callers.submit(() -> batcher.call(2));
            Eventually.holds("it waits", () -> batcher.longestWait().isPositive());
            free.countDown();
            assertThat(first.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(1);
            Future<Integer> again = callers.submit(() -> batcher.call(3));

            assertThat(second.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(again.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(3);
        }
        assertThat(sizes).containsExactly(1, 1, 2);
    }

    @Test
    void doesNotWaitForCallersWhenItCloses() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        var batcher = returning(items -> {
            busy.countDown();
            await(free);
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = callers.submit(() -> batcher.call(1));
            busy.await();
            Future<Integer> second = callers.submit(() -> batcher.call(2));
            Eventually.holds("it waits", () -> batcher.longestWait().isPositive());
            free.countDown();
            assertThat(first.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(1);
            batcher.close();

            assertThat(second.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    /** Waits an hour for the callers of the last batch. */
    private static NaturalBatcher<Integer, Integer> returning(Consumer<List<Integer>> handler) {
        return new NaturalBatcher<>(
                "test", 1, 100, Duration.ZERO, () -> 100, Duration.ofHours(1), item -> 0, (lane, items) -> {
                    handler.accept(items);
                    return items;
                });
    }

    @Test
    void completesGatheredItemsAtClose() throws Exception {
        var batcher = new NaturalBatcher<Integer, Integer>(
                "test", 1, 100, Duration.ofHours(1), () -> 100, item -> 0, (lane, items) -> items);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            batcher.call(0);
            Future<Integer> gathered = callers.submit(() -> batcher.call(7));
            Eventually.holds("it waits", () -> batcher.longestWait().isPositive());
            long began = System.nanoTime();
            batcher.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(CLOSED_WITHIN);
            assertThat(gathered.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }

    @Test
    void finishesAndAnswersTheListUnderWayWhenItCloses() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        var batcher = new NaturalBatcher<Integer, Integer>("test", 1, 100, item -> 0, (lane, items) -> {
            busy.countDown();
            await(free);
            interrupted.set(Thread.currentThread().isInterrupted());
            return items;
        });
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> answer = callers.submit(() -> batcher.call(7));
            busy.await();
            Thread closing = Thread.ofPlatform().start(batcher::close);
            // It joins the worker thread only after it has notified all workers.
            Eventually.holds("closing waits for the lane", () -> closing.getState() == Thread.State.TIMED_WAITING);
            free.countDown();

            assertThat(answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(7);
            assertThat(closing.join(Duration.ofSeconds(ANSWER_SECONDS_MAX))).isTrue();
        }
        assertThat(interrupted).isFalse();
    }

    private static boolean isAnsweredOrRefused(NaturalBatcher<Integer, Integer> batcher) {
        try {
            return batcher.call(1) == 1;
        } catch (Refusal stopping) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
