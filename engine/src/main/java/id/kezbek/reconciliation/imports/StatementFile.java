package id.kezbek.reconciliation.imports;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An imported statement.
 *
 * @param to the last day (inclusive)
 * @param isComplete whether the file proves that no row is missing
 * @param total the total change of our money at the provider by the file's lines
 * @param confirmedBy the other person who sent the same bytes
 */
public record StatementFile(
        UUID id,
        String provider,
        String profile,
        int profileVersion,
        String sha256,
        long bytes,
        LocalDate from,
        LocalDate to,
        State state,
        @Nullable String reason,
        boolean isComplete,
        int lines,
        int rejected,
        Money total,
        @Nullable Money opening,
        @Nullable Money closing,
        String receivedBy,
        Instant receivedAt,
        @Nullable String confirmedBy,
        @Nullable Instant matchedAt) {

    /** The state of a statement; the database table documents the values. */
    public enum State {
        LOADED,
        SUPERSEDED,
        REFUSED
    }
}
