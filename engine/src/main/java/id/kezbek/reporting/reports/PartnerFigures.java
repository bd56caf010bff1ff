package id.kezbek.reporting.reports;

import id.kezbek.reporting.rollup.PayoutOutcome;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** A partner's purchases and payouts by day or month. The database shows only the partner's rows. */
@Component
public class PartnerFigures {

    /** The periods of the lines. */
    public enum By {
        DAY,
        MONTH;

        private LocalDate startOf(LocalDate day, Days days) {
            if (this == DAY) {
                return day;
            }
            LocalDate month = day.withDayOfMonth(1);
            return month.isBefore(days.from()) ? days.from() : month;
        }
    }

    /**
     * A day or month with purchases or payments.
     *
     * @param day the day, or the first requested day of the month
     * @param paid the amount that reached wallets; a payment that came back later is not subtracted
     */
    public record Day(LocalDate day, long purchases, Money amount, Money cashback, Money reward, Money paid) {

        static Day paid(LocalDate day, Money paid) {
            return new Day(day, 0, Money.ZERO, Money.ZERO, Money.ZERO, paid);
        }

        Day plus(Day other) {
            return new Day(
                    day,
                    purchases + other.purchases,
                    amount.plus(other.amount),
                    cashback.plus(other.cashback),
                    reward.plus(other.reward),
                    paid.plus(other.paid));
        }
    }

    private final Figures figures;

    PartnerFigures(Figures figures) {
        this.figures = figures;
    }

    /** The partner's figures, sorted by day; days and months on which nothing happened are left out. */
    public List<Day> of(PartnerId partner, Days days, By by) {
        Map<LocalDate, Day> found = new TreeMap<>();
        for (Figures.Purchases one : figures.purchases(Figures.Asked.onBehalfOf(partner, days, Set.of(Grouping.DAY)))) {
            LocalDate start = by.startOf(Objects.requireNonNull(one.day()), days);
            found.merge(
                    start,
                    new Day(start, one.purchases(), one.amount(), one.cashback(), one.reward(), Money.ZERO),
                    Day::plus);
        }
        Set<Grouping> byOutcome = EnumSet.of(Grouping.DAY, Grouping.OUTCOME);
        for (Figures.Payouts one : figures.payouts(Figures.Asked.onBehalfOf(partner, days, byOutcome))) {
            if (PayoutOutcome.PAID.name().equals(one.outcome())) {
                LocalDate start = by.startOf(Objects.requireNonNull(one.day()), days);
                found.merge(start, Day.paid(start, one.amount()), Day::plus);
            }
        }
        return List.copyOf(found.values());
    }
}
