package id.kezbek.console.customers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's tier changes, newest first. */
public record Journey(List<Move> items, @Nullable String nextCursor) {

    public record Move(
            int entry,
            String cause,
            @Nullable String from,
            String to,
            LocalDate expiresOn,
            @Nullable String transaction,
            Instant at) {

        /** The colour of the change. */
        public String tone() {
            return switch (cause) {
                case "EXPIRED" -> "wait";
                case "PROMOTED" -> "good";
                default -> "quiet";
            };
        }
    }
}
