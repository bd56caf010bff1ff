package id.kezbek.billing.tariff;

import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fees of a partner and the buyer on its invoices, valid from a certain month. Amounts are whole rupiah.
 *
 * @param partner the partner's code
 * @param effectiveFrom the first month, for example {@code 2026-11}
 * @param fee how the service fee is computed
 * @param percent the percentage of the month's cashback, with PERCENT
 * @param perPayout the amount for each payout, with FLAT
 * @param tiers the parts of the month's cashback with their percentages, with TIERS
 * @param minimum the smallest service fee of a month; 0 for none
 * @param passesProviderFees whether the partner also pays the providers' fees of its payouts
 * @param chargesPpn whether PPN is added
 * @param withholdsPph23 whether the partner withholds PPh 23 from its payments
 * @param npwp the tax number, 16 digits
 * @param idtku the number of the place of business, 22 digits
 * @param language the language of the invoice, {@code id} or {@code en}
 * @param dueDays the number of days from the invoice to its due date
 */
public record InvoiceTerms(
        String partner,
        String effectiveFrom,
        Fee fee,
        @Nullable BigDecimal percent,
        @Nullable BigDecimal perPayout,
        List<Tier> tiers,
        BigDecimal minimum,
        boolean passesProviderFees,
        boolean chargesPpn,
        boolean withholdsPph23,
        String legalName,
        String address,
        String npwp,
        String idtku,
        String language,
        int dueDays) {

    public enum Fee {
        PERCENT,
        FLAT,
        TIERS
    }

    /**
     * A part of the month's cashback with its own percentage.
     *
     * @param upTo the upper limit of this part; null for the last part
     */
    public record Tier(@Nullable BigDecimal upTo, BigDecimal percent) {}

    public InvoiceTerms {
        tiers = List.copyOf(tiers);
    }

    public YearMonth firstMonth() {
        return YearMonth.parse(effectiveFrom);
    }

    public LocalDate firstDay() {
        return firstMonth().atDay(1);
    }

    /**
     * The service fee of a month before the minimum, in whole rupiah. The fee is zero if more cashback was cancelled
     * than given.
     */
    public Money fee(Money cashback, long payouts) {
        if (fee == Fee.FLAT) {
            return Money.rupiah(orZero(perPayout).multiply(BigDecimal.valueOf(Math.max(0, payouts))));
        }
        if (!cashback.isPositive()) {
            return Money.ZERO;
        }
        return fee == Fee.PERCENT ? cashback.percentRoundedDownToWhole(orZero(percent)) : tiered(cashback);
    }

    private Money tiered(Money cashback) {
        Money fee = Money.ZERO;
        Money from = Money.ZERO;
        for (Tier tier : tiers) {
            Money until = tier.upTo() == null ? cashback : cashback.min(Money.rupiah(tier.upTo()));
            if (from.below(until)) {
                fee = fee.plus(until.minus(from).percentRoundedDownToWhole(tier.percent()));
                from = until;
            }
        }
        return fee;
    }

    private static BigDecimal orZero(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }
}
