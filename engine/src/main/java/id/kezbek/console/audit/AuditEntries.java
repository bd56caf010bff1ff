package id.kezbek.console.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries of the audit log from API v2, newest first. */
public record AuditEntries(List<Entry> items, @Nullable String nextCursor) {

    public record Entry(
            long number,
            Instant at,
            @Nullable String actor,
            String actorId,
            String act,
            String subject,
            Map<String, Object> detail,
            String hash) {

        /** The actor's name. If the person was erased, the actor's id. */
        public String who() {
            return actor == null ? actorId : actor;
        }

        /** The details as one line. */
        public String details() {
            return detail.entrySet().stream()
                    .map(one -> one.getKey().replace('_', ' ') + ": " + one.getValue())
                    .collect(Collectors.joining("; "));
        }
    }
}
