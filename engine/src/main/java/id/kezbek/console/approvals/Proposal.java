package id.kezbek.console.approvals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An approval from API v2. */
public record Proposal(
        String id,
        String kind,
        String state,
        String subject,
        String summary,
        List<String> warnings,
        Map<String, Object> arguments,
        @Nullable Map<String, Object> before,
        String reason,
        String proposedBy,
        Instant proposedAt,
        Instant expiresAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        @Nullable String endedReason) {

    /** A page of proposals. */
    public record Proposals(List<Proposal> items, @Nullable String nextCursor) {}

    public boolean isOpen() {
        return state.equals("PROPOSED");
    }
}
