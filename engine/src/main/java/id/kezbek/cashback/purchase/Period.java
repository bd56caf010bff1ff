package id.kezbek.cashback.purchase;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** The period of a customer cap, in days of Asia/Jakarta. */
public enum Period {
    DAY {
        public @Override LocalDate beginning(LocalDate day) {
            return day;
        }
    },
    /** A week begins on Monday. */
    WEEK {
        public @Override LocalDate beginning(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    },
    MONTH {
        public @Override LocalDate beginning(LocalDate day) {
            return day.withDayOfMonth(1);
        }
    };

    /** The first day of the period that contains the given day. */
    public abstract LocalDate beginning(LocalDate day);
}
