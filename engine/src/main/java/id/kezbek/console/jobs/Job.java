package id.kezbek.console.jobs;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job from API v2. */
public record Job(
        String name,
        String purpose,
        @Nullable String cron,
        @Nullable String every,
        @Nullable Instant nextRunAt,
        @Nullable Run lastRun) {

    public record Jobs(List<Job> items) {}

    public record Run(
            String id,
            String state,
            @Nullable Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long tookMs,
            @Nullable String place,
            @Nullable String outcome) {

        /** The colour of the state. */
        public String tone() {
            return Job.tone(state);
        }

        /** The latest known time of the run: the time of its end, otherwise of its start, otherwise of its request. */
        public @Nullable Instant at() {
            return endedAt != null ? endedAt : startedAt != null ? startedAt : requestedAt;
        }
    }

    public record Runs(List<Run> items, @Nullable String nextCursor) {}

    /** The configured schedule; null if the job runs only on request. */
    public @Nullable String schedule() {
        return cron != null ? cron : every;
    }

    /** The colour of a run's state. */
    public static String tone(String state) {
        return switch (state) {
            case "DONE" -> "good";
            case "FAILED", "LOST", "ALARM" -> "bad";
            case "NOTHING_DUE" -> "quiet";
            default -> "wait";
        };
    }
}
