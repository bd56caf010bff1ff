package id.kezbek.sandbox.xendit;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The sandbox's future work. Only the injected clock decides when work is due, so a test controls the time. */
final class Agenda {

    private record Task(Instant due, long number, Runnable action) {}

    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();
    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private long numbers;

    Agenda(Clock clock) {
        this.clock = clock;
    }

    synchronized void at(Instant due, Runnable action) {
        tasks.add(new Task(due, numbers++, action));
    }

    /**
     * Runs all due work, including work that becomes due meanwhile. If another thread is running due work, waits for
     * the end of that run.
     */
    void run() {
        running.lock();
        try {
            for (Runnable due = next(); due != null; due = next()) {
                due.run();
            }
        } finally {
            running.unlock();
        }
    }

    private synchronized @Nullable Runnable next() {
        Task first = tasks.peek();
        if (first == null || first.due().isAfter(clock.instant())) {
            return null;
        }
        tasks.remove();
        return first.action();
    }
}
