package id.kezbek.limits;

import java.time.Duration;

/**
 * So many calls in a window: all of them may come at once, after which one more becomes free each {@code window / calls}.
 *
 * @param name how headers name it
 * @param calls at least 1
 * @param window at least a second, whole seconds
 */
public record Limit(String name, int calls, Duration window) {

    private static final int LOTS_IN_A_WINDOW = 20;
    private static final int LOT_MAX = 1_000;
    private static final long MICROS = 1_000;

    public Limit {
        if (calls < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException("A limit allows at least one call, in a window of at least a second");
        }
    }

    public static Limit perSecond(String name, int calls) {
        return new Limit(name, calls, Duration.ofSeconds(1));
    }

    /** How many permits a process takes at a time: few enough that what lies unused does not matter. */
    int lot() {
        return Math.clamp(calls / LOTS_IN_A_WINDOW, 1, LOT_MAX);
    }

    long windowMicros() {
        return window.toMillis() * MICROS;
    }

    /** How long it takes until so many calls are free again, rounded up. */
    long microsFor(long number) {
        return Math.ceilDiv(number * windowMicros(), calls);
    }

    /** How many calls become free in this time, rounded down. */
    long callsIn(long micros) {
        return micros * calls / windowMicros();
    }
}
