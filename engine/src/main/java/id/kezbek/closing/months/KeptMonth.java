package id.kezbek.closing.months;

import id.kezbek.closing.CalendarMonth;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored month.
 *
 * @param changedAt null if the state of the month never changed
 * @param manifest null unless the month is closed
 */
public record KeptMonth(
        CalendarMonth month,
        MonthState state,
        @Nullable Instant changedAt,
        @Nullable Manifest manifest) {

    static KeptMonth untouched(CalendarMonth month) {
        return new KeptMonth(month, MonthState.OPEN, null, null);
    }
}
