package id.kezbek.console.emails;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An e-mail from API v2, with a masked address. */
public record Email(
        String id,
        String template,
        String language,
        String to,
        String state,
        int tries,
        Instant createdAt,
        Instant changedAt,
        @Nullable String transactionId,
        @Nullable String reason) {

    public static final List<String> STATES = List.of("FAILED", "WAITING", "QUEUED", "SENDING", "SENT", "SUPPRESSED");

    public record Emails(List<Email> items, @Nullable String nextCursor) {}

    /** The colour of the state. */
    public String tone() {
        return switch (state) {
            case "SENT" -> "good";
            case "FAILED" -> "bad";
            case "SUPPRESSED" -> "quiet";
            default -> "wait";
        };
    }
}
