package id.kezbek.sandbox.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again until something is there, within a bound. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(150);

    private Waiting() {}

    /**
     * @param attempt looks; empty while it is not there yet
     * @param what for the line that says that it never came
     * @throws ClaimFailed when time is up
     */
    public static <T> T until(Duration within, String what, Supplier<Optional<T>> attempt) {
        long deadline = System.nanoTime() + within.toNanos();
        do {
            Optional<T> found = attempt.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        throw new ClaimFailed(what + " did not come about within " + within.toSeconds() + " s");
    }
}
