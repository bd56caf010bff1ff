package id.kezbek.reconciliation.breaks;

import id.kezbek.reconciliation.matching.BreakKind;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A difference between a statement and the books.
 *
 * @param line the line that it is about; null if only the books have it
 * @param attempt the attempt that it is about; null if only the statement has it
 * @param difference what the statement says our money at the provider is more than the books say
 * @param priority 1 is the most urgent
 */
public record Break(
        UUID id,
        String provider,
        BreakKind kind,
        @Nullable LineKey line,
        @Nullable UUID attempt,
        LocalDate day,
        Money difference,
        State state,
        int priority,
        @Nullable String owner,
        LocalDate due,
        @Nullable String note,
        Instant openedAt,
        @Nullable Instant endedAt) {

    /** Its state. */
    public enum State {
        OPEN,
        /** A person said why it is there; it still is. */
        EXPLAINED,
        /** It is gone. */
        RESOLVED,
        WRITTEN_OFF;

        public boolean isStanding() {
            return this == OPEN || this == EXPLAINED;
        }
    }

    /** How long it stands, in days. */
    public enum Age {
        FRESH(0, 1),
        DAYS(2, 7),
        WEEKS(8, 30),
        OLD(31, 36_500);

        private final int from;
        private final int to;

        Age(int from, int to) {
            this.from = from;
            this.to = to;
        }

        int from() {
            return from;
        }

        /** The last day of the band. */
        public int to() {
            return to;
        }

        /** The band of so many days. */
        public static Age of(long days) {
            for (Age age : values()) {
                if (days <= age.to) {
                    return age;
                }
            }
            return OLD;
        }
    }

    /** A line of a file. */
    public record LineKey(UUID file, int number, int part) {}
}
