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
 * @param line the statement line; null if only the books have the payment
 * @param attempt the attempt; null if only the statement has the payment
 * @param difference our money at the provider according to the statement, minus our money at the provider according to
 *     the books
 * @param priority the priority; 1 is the most urgent priority
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

    /** The state of a difference. */
    public enum State {
        OPEN,
        /** A person has explained the difference, but the difference still exists. */
        EXPLAINED,
        /** The difference no longer exists. */
        RESOLVED,
        WRITTEN_OFF;

        public boolean isStanding() {
            return this == OPEN || this == EXPLAINED;
        }
    }

    /** The age of a difference, in bands of days. */
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

        /** The band that contains an age in days. */
        public static Age of(long days) {
            for (Age age : values()) {
                if (days <= age.to) {
                    return age;
                }
            }
            return OLD;
        }
    }

    /** Identifies a line of a file. */
    public record LineKey(UUID file, int number, int part) {}
}
