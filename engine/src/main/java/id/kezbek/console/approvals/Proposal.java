package id.kezbek.console.approvals;

import id.kezbek.console.frame.Screen;
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

    /** The name of the proposal's kind. If this language has no such name, the engine's own summary. */
    public String title(Screen screen) {
        return screen.words()
                .find(screen.language(), "approvals.kind." + kind)
                .orElseGet(() -> screen.written().sentence(summary));
    }

    /** The text that explains the effect of an approval; null if the kind has no such text. */
    public @Nullable String effect(Screen screen) {
        return screen.words()
                .find(screen.language(), "approvals.effect." + kind)
                .orElse(null);
    }

    /** The object of the proposal, for example a payout, in the reader's language. */
    public String object(Screen screen) {
        return Subject.of(screen, subject);
    }

    public boolean isOpen() {
        return state.equals("PROPOSED");
    }
}
