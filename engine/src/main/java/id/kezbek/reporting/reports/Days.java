package id.kezbek.reporting.reports;

import id.kezbek.shared.Jakarta;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Days in Jakarta, the last one included. */
public record Days(LocalDate from, LocalDate to) {

    long count() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    Timestamp begin() {
        return Timestamp.from(Jakarta.startOf(from));
    }

    /** Excluded. */
    Timestamp end() {
        return Timestamp.from(Jakarta.startOf(to.plusDays(1)));
    }
}
