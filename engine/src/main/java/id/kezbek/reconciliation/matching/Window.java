package id.kezbek.reconciliation.matching;

import id.kezbek.reconciliation.imports.StatementFile;
import id.kezbek.shared.Jakarta;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The scope of one matching run: a provider's lines of some days, and the attempts of a longer period around these
 * days. The run decides only about the lines of statements from {@code own} to {@code to}. Lines of other days only
 * show whether an attempt has several possible lines.
 *
 * @param from the day before {@code own}, because attempts of this day can be in statements of {@code own}
 * @param to the last day (inclusive)
 */
public record Window(String provider, LocalDate from, LocalDate own, LocalDate to) {

    /**
     * The number of additional days. A payment can be in the file of the next day, and the payment's attempt may have
     * started before midnight.
     */
    private static final int DAYS_AROUND = 2;

    private static final int REVERSED_WITHIN_DAYS = 92;
    private static final int BOOKED_WITHIN_DAYS = 7;

    static Window of(StatementFile file) {
        return new Window(file.provider(), file.from().minusDays(1), file.from(), file.to());
    }

    /**
     * The lowest possible id of an attempt in scope. The id can be calculated, because an id starts with the time of
     * its creation.
     *
     * @param earliestLine the day of the earliest line, which may be before the statement's days
     */
    UUID firstAttempt(LocalDate earliestLine) {
        LocalDate earliest = earliestLine.isBefore(from) ? earliestLine : from;
        return id(earliest.minusDays(DAYS_AROUND));
    }

    /** The lowest possible id of an attempt that a reversal may refer to. */
    UUID longAgo() {
        return id(from.minusDays(REVERSED_WITHIN_DAYS));
    }

    /** The lowest id after all attempts in scope. */
    UUID beforeAttempt() {
        return id(to.plusDays(DAYS_AROUND + 1L));
    }

    /**
     * The earliest booking time of top-ups in scope. This time is before the first day, because people book a top-up
     * some days before or after the provider books the top-up.
     */
    Instant firstTopUp() {
        return start(from.minusDays(BOOKED_WITHIN_DAYS));
    }

    Instant beforeTopUp() {
        return start(to.plusDays(BOOKED_WITHIN_DAYS + 1L));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Jakarta.ZONE).toInstant();
    }

    private static UUID id(LocalDate day) {
        return new UUID(start(day).toEpochMilli() << 16, 0);
    }
}
