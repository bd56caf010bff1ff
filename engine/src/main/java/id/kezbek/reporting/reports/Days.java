package id.kezbek.reporting.reports;

import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A period of days in Jakarta; the last day is included. */
public record Days(LocalDate from, LocalDate to) {

    long count() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** The average amount per day. */
    Money each(Money amount) {
        return Money.rupiah(amount.decimal().divide(BigDecimal.valueOf(count()), Money.SCALE, RoundingMode.HALF_UP));
    }

    /**
     * The number of whole days that {@code rest} lasts if spending continues at this period's daily rate; null if
     * {@code spent} is zero.
     */
    @Nullable
    Long lasting(Money rest, Money spent) {
        if (!spent.isPositive()) {
            return null;
        }
        if (!rest.isPositive()) {
            return 0L;
        }
        return rest.decimal()
                .multiply(BigDecimal.valueOf(count()))
                .divide(spent.decimal(), 0, RoundingMode.DOWN)
                .longValueExact();
    }

    Timestamp begin() {
        return Timestamp.from(Jakarta.startOf(from));
    }

    /** The end of the period (exclusive). */
    Timestamp end() {
        return Timestamp.from(Jakarta.startOf(to.plusDays(1)));
    }
}
