package id.kezbek.console.exports;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An export from API v2. */
public record Export(
        String id,
        String list,
        String format,
        String state,
        long rows,
        Instant createdAt,
        @Nullable String reason,
        @Nullable Manifest manifest,
        @Nullable String file,
        @Nullable Instant expiresAt) {

    /** A page of exports. */
    public record Exports(List<Export> items, @Nullable String nextCursor) {}

    /** @param totals the sum of each column that contains amounts */
    public record Manifest(Instant asOf, long rows, Map<String, Money> totals, long bytes, String sha256) {}

    public String tone() {
        return switch (state) {
            case "DONE" -> "good";
            case "FAILED" -> "bad";
            case "EXPIRED" -> "quiet";
            default -> "wait";
        };
    }
}
