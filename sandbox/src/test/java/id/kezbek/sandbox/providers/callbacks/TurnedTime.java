package id.kezbek.sandbox.providers.callbacks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that moves only when a test turns it, and then runs everything that has become due. */
public final class TurnedTime extends Clock implements Later {

    private record Task(Instant due, Runnable action) {}

    private final Queue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due));
    private Instant now = Instant.parse("2026-03-02T16:59:00Z");

    public void turn(Duration by) {
        Instant target = instant().plus(by);
        for (Task task = next(target); task != null; task = next(target)) {
            task.action().run();
        }
        setNow(target);
    }

    @Override
    public synchronized void at(Instant due, Runnable task) {
        tasks.add(new Task(due, task));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void close() {}

    private synchronized Task next(Instant target) {
        Task first = tasks.peek();
        if (first == null || first.due().isAfter(target)) {
            return null;
        }
        now = first.due().isAfter(now) ? first.due() : now;
        return tasks.poll();
    }

    private synchronized void setNow(Instant target) {
        now = target;
    }
}
