package id.kezbek.sandbox.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Repeats a query until it has a result, for a limited time. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(150);

    private Waiting() {}

    /**
     * @param attempt the query; empty if there is no result yet
     *
     * @param what the name of the result, for the error message
     * @throws ClaimFailed if there is no result in time
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
        throw new ClaimFailed(what + " did not happen within " + within.toSeconds() + " s");
    }
}
