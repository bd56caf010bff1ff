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

/** A partner's purchases and payouts by day. The database shows only the partner's rows. */
@Component
public class PartnerFigures {

    /**
     * A day with purchases or payments.
     *
     * @param paid the amount that reached wallets; a payment that came back later is not subtracted
     */
    public record Day(LocalDate day, long purchases, Money amount, Money cashback, Money reward, Money paid) {

        static Day withoutPurchases(LocalDate day) {
            return new Day(day, 0, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
        }

        Day with(Money paid) {
            return new Day(day, purchases, amount, cashback, reward, paid);
        }
    }

    private final Figures figures;

    PartnerFigures(Figures figures) {
        this.figures = figures;
    }

    /** The partner's figures, sorted by day; days on which nothing happened are left out. */
    public List<Day> of(PartnerId partner, Days days) {
        Map<LocalDate, Day> byDay = new TreeMap<>();
        for (Figures.Purchases one : figures.purchases(Figures.Asked.onBehalfOf(partner, days, Set.of(Grouping.DAY)))) {
            LocalDate day = Objects.requireNonNull(one.day());
            byDay.put(day, new Day(day, one.purchases(), one.amount(), one.cashback(), one.reward(), Money.ZERO));
        }
        Set<Grouping> byOutcome = EnumSet.of(Grouping.DAY, Grouping.OUTCOME);
        for (Figures.Payouts one : figures.payouts(Figures.Asked.onBehalfOf(partner, days, byOutcome))) {
            if (PayoutOutcome.PAID.name().equals(one.outcome())) {
                LocalDate day = Objects.requireNonNull(one.day());
                byDay.put(
                        day, byDay.getOrDefault(day, Day.withoutPurchases(day)).with(one.amount()));
            }
        }
        return List.copyOf(byDay.values());
    }
}
