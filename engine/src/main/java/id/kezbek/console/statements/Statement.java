package id.kezbek.console.statements;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement from API v2.
 *
 * @param complete whether the statement proves that no row is missing
 * @param confirmedBy the second person, who sent a file with the same bytes
 */
public record Statement(
        String id,
        String provider,
        String profile,
        int profileVersion,
        String sha256,
        long bytes,
        LocalDate from,
        LocalDate to,
        String state,
        @Nullable String reason,
        boolean complete,
        int lines,
        int rejected,
        @Nullable List<Rejected> rejectedLines,
        Money total,
        @Nullable Money opening,
        @Nullable Money closing,
        String receivedBy,
        Instant receivedAt,
        @Nullable String confirmedBy) {

    public static final List<String> STATES = List.of("LOADED", "SUPERSEDED", "REFUSED");

    /** A page of statements. */
    public record Statements(
            List<Statement> items, @Nullable String nextCursor) {}

    /** A row that could not be read. */
    public record Rejected(int line, String text, String reason) {}

    public List<Rejected> rejectedRows() {
        return rejectedLines == null ? List.of() : rejectedLines;
    }

    public boolean isSeveralDays() {
        return !from.equals(to);
    }

    public String tone() {
        return switch (state) {
            case "LOADED" -> "good";
            case "REFUSED" -> "bad";
            default -> "quiet";
        };
    }
}
