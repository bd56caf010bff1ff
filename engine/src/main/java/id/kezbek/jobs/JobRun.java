package id.kezbek.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param requestedAt the time of the request; null for a run by schedule
 * @param startedAt the start of the run; null until a process starts the run
 * @param endedAt the end of the run; null until the run has ended
 * @param place the process that executes the run: host, pid and roles
 * @param outcome the result as a text
 */
public record JobRun(
        UUID id,
        String job,
        State state,
        @Nullable Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String place,
        @Nullable String outcome) {

    /** The duration of the run; null until the run has ended. */
    public @Nullable Long tookMillis() {
        return startedAt == null || endedAt == null
                ? null
                : Duration.between(startedAt, endedAt).toMillis();
    }

    /** The state of a run. */
    public enum State {
        /** People requested the run, and no process has started it yet. */
        REQUESTED,
        RUNNING,
        DONE,
        NOTHING_DUE,
        /** The run found a problem that people must check. */
        ALARM,
        /** The run failed with an error. */
        FAILED,
        /** The process that executed the run has died or hangs. */
        LOST;

        /** Whether the run failed to do its work. */
        public boolean isBroken() {
            return this == FAILED || this == LOST;
        }

        /** Whether people must look at the run. */
        public boolean needsPeople() {
            return isBroken() || this == ALARM;
        }
    }
}
