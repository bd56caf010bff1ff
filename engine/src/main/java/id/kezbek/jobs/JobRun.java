package id.kezbek.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param requestedAt when people asked for it; null for one that was due by itself
 * @param startedAt null as long as no process took it
 * @param endedAt null as long as it has no end
 * @param place the process that runs it: host, pid and roles
 * @param outcome what came of it, in words
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

    /** Null as long as it has no end. */
    public @Nullable Long tookMillis() {
        return startedAt == null || endedAt == null
                ? null
                : Duration.between(startedAt, endedAt).toMillis();
    }

    /** Where a run stands. */
    public enum State {
        /** People asked for it and no process has taken it. */
        REQUESTED,
        RUNNING,
        DONE,
        NOTHING_DUE,
        /** It ran, and found what people must look at. */
        ALARM,
        /** It broke off with an error. */
        FAILED,
        /** Its process is gone or hangs. */
        LOST;

        /** Whether the work was not done. */
        public boolean isBroken() {
            return this == FAILED || this == LOST;
        }
    }
}
