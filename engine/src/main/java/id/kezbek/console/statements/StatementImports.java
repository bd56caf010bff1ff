package id.kezbek.console.statements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest imports with their progress, from API v2. */
public record StatementImports(List<Running> items) {

    /** Whether an import is running. If so, the page refreshes itself. */
    public boolean isAnyOpen() {
        return items.stream().anyMatch(Running::isOpen);
    }

    public record Running(
            String provider,
            LocalDate from,
            LocalDate to,
            long bytes,
            long readBytes,
            String state,
            @Nullable String statement,
            @Nullable String reason,
            Instant startedAt) {

        public boolean isOpen() {
            return state.equals("READING") || state.equals("MATCHING");
        }

        public String tone() {
            return switch (state) {
                case "DONE" -> "good";
                case "REFUSED", "STOPPED" -> "bad";
                default -> "wait";
            };
        }
    }
}
