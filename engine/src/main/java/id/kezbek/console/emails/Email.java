package id.kezbek.console.emails;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An e-mail of v2; its address is masked. */
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

    /** How it looks. */
    public String tone() {
        return switch (state) {
            case "SENT" -> "good";
            case "FAILED" -> "bad";
            case "SUPPRESSED" -> "quiet";
            default -> "wait";
        };
    }
}
