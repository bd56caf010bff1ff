package id.kezbek.sandbox.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a limited time, for the result of another process or thread. */
final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(20);

    private Eventually() {}

    static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never happened within " + LONGEST + ": " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
