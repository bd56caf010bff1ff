package id.kezbek.sandbox.xendit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the requests to each endpoint in a window of one minute. */
final class RateLimit {

    /** The state of an endpoint after a request. */
    record State(int limit, int remaining, long resetSeconds, boolean isExceeded) {}

    private record Window(Instant began, int calls) {}

    static final int PUBLISHED = 600;

    private static final Duration LENGTH = Duration.ofMinutes(1);

    private final Map<String, Window> windows = new HashMap<>();
    private int limit = PUBLISHED;

    synchronized void limit(int callsPerMinute) {
        limit = callsPerMinute;
        windows.clear();
    }

    synchronized State count(String endpoint, Instant now) {
        Window known = windows.getOrDefault(endpoint, new Window(now, 0));
        boolean isOver = !now.isBefore(known.began().plus(LENGTH)) || now.isBefore(known.began());
        Window window = isOver ? new Window(now, 1) : new Window(known.began(), known.calls() + 1);
        windows.put(endpoint, window);
        return new State(
                limit,
                Math.max(0, limit - window.calls()),
                Duration.between(now, window.began().plus(LENGTH)).toSeconds(),
                window.calls() > limit);
    }
}
