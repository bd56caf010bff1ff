package id.kezbek.shared;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a limited time, for the result of another thread. */
public final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        holds(what, LONGEST, condition);
    }

    /** As {@link #holds(String, BooleanSupplier)}, with a longer limit. */
    public static void holds(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never happened within " + longest + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
