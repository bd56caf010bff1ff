package id.kezbek.shared.jobs;

import java.time.Duration;
import java.util.Optional;

/** Locks of all processes together. They only save work: what a lost lock lets through is refused by the database. */
public interface JobLocks {

    /** A lock that is held until it is closed, or until its time is over. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Empty where another process holds it. Where locks cannot be had at all, the work goes on without. */
    Optional<Held> take(String name, Duration longest);

    /** Frees the lock of a process that died; should it live, the database still lets one of two runs begin. */
    void free(String name);
}
