package id.kezbek.shared;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a limited time, for the result of another thread. */
public final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration POLL_MIN = Duration.ofMillis(10);
    private static final Duration POLL_MAX = Duration.ofMillis(50);
    /** The longer it has waited, the rarer it checks: a check often calls the engine, which needs the processor too. */
    private static final int PART_OF_WAIT = 10;

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        holds(what, LONGEST, condition);
    }

    /** As {@link #holds(String, BooleanSupplier)}, with a longer limit. */
    public static void holds(String what, Duration longest, BooleanSupplier condition) {
        long began = System.nanoTime();
        long deadline = began + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never happened within " + longest + ": " + what);
            }
            long part = (System.nanoTime() - began) / PART_OF_WAIT;
            LockSupport.parkNanos(Math.clamp(part, POLL_MIN.toNanos(), POLL_MAX.toNanos()));
        }
    }
}
