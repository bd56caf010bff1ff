package id.kezbek.console.audit;

import id.kezbek.console.frame.Filters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log.
 *
 * @param head the last entry; null while there is none
 * @param verified the last run of the job that verifies the log; null if it has not run yet
 */
public record AuditPage(
        Filters filters,
        AuditEntries found,
        @Nullable Head head,
        @Nullable Verified verified) {

    /** What to keep outside the database: later it proves that nothing before it was changed. */
    public record Head(long number, Instant at, String hash) {}

    public record Verified(
            String state,
            @Nullable Instant endedAt,
            @Nullable String outcome) {

        /** How it looks. */
        public String tone() {
            return switch (state) {
                case "DONE", "NOTHING_DUE" -> "good";
                case "ALARM", "FAILED", "LOST" -> "bad";
                default -> "wait";
            };
        }
    }

    public record Runs(List<Verified> items) {}
}
