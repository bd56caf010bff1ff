package id.kezbek.console.audit;

import id.kezbek.console.frame.Filters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page that shows the audit log.
 *
 * @param head the last entry; null while the log is empty
 * @param verified the last run of the job that verifies the log; null if the job never ran
 */
public record AuditPage(
        Filters filters,
        AuditEntries found,
        @Nullable Head head,
        @Nullable Verified verified) {

    /**
     * The head of the log. Keep a copy of it outside the database. The copy can later prove that no entry up to this
     * head was changed.
     */
    public record Head(long number, Instant at, String hash) {}

    public record Verified(
            String state,
            @Nullable Instant endedAt,
            @Nullable String outcome) {

        /** The colour of the result. */
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
