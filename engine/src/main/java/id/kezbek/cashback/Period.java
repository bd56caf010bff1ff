package id.kezbek.cashback;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** For how long a customer's cap counts, in days of Asia/Jakarta. */
public enum Period {
    DAY {
        @Override
        LocalDate beginning(LocalDate day) {
            return day;
        }
    },
    /** From Monday on. */
    WEEK {
        @Override
        LocalDate beginning(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    },
    MONTH {
        @Override
        LocalDate beginning(LocalDate day) {
            return day.withDayOfMonth(1);
        }
    };

    /** The first day of the period that a day is in. */
    abstract LocalDate beginning(LocalDate day);
}
