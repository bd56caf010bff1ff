package id.kezbek.cashback;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cashback rule: the purchases that it covers, and the cashback that it gives. Bands include the lower bound and
 * exclude the upper bound; null means no bound. A null partner means all partners; a null wallet means all wallets.
 *
 * @param percent the percentage of the purchase's amount
 * @param cap the highest cashback for one purchase; null for no cap
 */
public record Rule(
        long id,
        int version,
        @Nullable PartnerId partner,
        @Nullable String wallet,
        int quantityFrom,
        @Nullable Integer quantityBelow,
        Money amountFrom,
        @Nullable Money amountBelow,
        BigDecimal percent,
        @Nullable Money cap,
        Instant validFrom,
        @Nullable Instant validUntil,
        RuleLimits limits) {

    /** A copy of the rule with another period of validity. */
    public Rule during(Instant from, @Nullable Instant until) {
        return new Rule(
                id,
                version,
                partner,
                wallet,
                quantityFrom,
                quantityBelow,
                amountFrom,
                amountBelow,
                percent,
                cap,
                from,
                until,
                limits);
    }

    public boolean isInForce(Instant at) {
        return hasBegun(at) && (validUntil == null || at.isBefore(validUntil));
    }

    public boolean hasBegun(Instant at) {
        return !at.isBefore(validFrom);
    }

    public boolean isFor(Purchase purchase) {
        return (partner == null || partner.equals(purchase.partner()))
                && (wallet == null || wallet.equals(purchase.wallet()));
    }

    public boolean covers(Purchase purchase) {
        return purchase.quantity() >= quantityFrom
                && (quantityBelow == null || purchase.quantity() < quantityBelow)
                && purchase.amount().atLeast(amountFrom)
                && (amountBelow == null || purchase.amount().below(amountBelow));
    }

    /** The width of the amount band in rupiah; an unbounded band is the widest. */
    public long amountWidth() {
        return amountBelow == null
                ? Long.MAX_VALUE
                : amountBelow.minus(amountFrom).hundredths();
    }

    public long quantityWidth() {
        return quantityBelow == null ? Long.MAX_VALUE : quantityBelow - quantityFrom;
    }

    /** The cashback, first rounded down to a whole rupiah, then capped. */
    public Money cashback(Money amount) {
        Money uncapped = amount.percentRoundedDownToWhole(percent);
        return cap == null ? uncapped : uncapped.min(cap);
    }
}
