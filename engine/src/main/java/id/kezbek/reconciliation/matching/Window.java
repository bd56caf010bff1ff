package id.kezbek.reconciliation.matching;

import id.kezbek.shared.Jakarta;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Which lines and attempts a matching looks at: those of one provider and some days, and the attempts of the days around.
 *
 * @param to the last day, included
 */
public record Window(String provider, LocalDate from, LocalDate to) {

    /** A payment may stand in the file of the day after, and one that began before midnight. */
    private static final int DAYS_AROUND = 2;

    private static final int REVERSED_WITHIN_DAYS = 92;
    private static final int BOOKED_WITHIN_DAYS = 7;

    /** The least id of the attempts in question: ids begin with their time. */
    UUID firstAttempt() {
        return id(from.minusDays(DAYS_AROUND));
    }

    /** The least id of the attempts that a reversal may be of. */
    UUID longAgo() {
        return id(from.minusDays(REVERSED_WITHIN_DAYS));
    }

    /** The least id after them. */
    UUID beforeAttempt() {
        return id(to.plusDays(DAYS_AROUND + 1L));
    }

    /** When the first transfer in question was booked: people book some days after or before the bank. */
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
