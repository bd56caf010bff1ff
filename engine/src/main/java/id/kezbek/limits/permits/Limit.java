package id.kezbek.limits.permits;

import java.time.Duration;

/**
 * A number of requests in a window. All requests may come at once. After that, one more request is allowed every {@code
 * window / calls}.
 *
 * @param name the name of the limit in headers
 * @param calls the number of requests, at least 1
 * @param window the length in whole seconds, at least one second
 */
public record Limit(String name, int calls, Duration window) {

    static final int LOTS_IN_A_WINDOW = 20;
    private static final int LOT_MAX = 1_000;
    private static final long MICROS = 1_000;

    public Limit {
        if (calls < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "A limit must allow at least one call, in a window of at least one second");
        }
    }

    public static Limit perSecond(String name, int calls) {
        return new Limit(name, calls, Duration.ofSeconds(1));
    }

    /**
     * The number of permits that a process fetches at a time. The number is small, so that a process rarely has many
     * unused permits.
     */
    int lot() {
        return Math.clamp(calls / LOTS_IN_A_WINDOW, 1, LOT_MAX);
    }

    long windowMicros() {
        return window.toMillis() * MICROS;
    }

    /** The time until this number of requests is available again, rounded up. */
    long microsFor(long number) {
        return Math.ceilDiv(number * windowMicros(), calls);
    }

    /** The number of requests that become available in this time, rounded down. */
    long callsIn(long micros) {
        return micros * calls / windowMicros();
    }
}
