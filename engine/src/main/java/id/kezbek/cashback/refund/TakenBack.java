package id.kezbek.cashback.refund;

import id.kezbek.cashback.accept.PurchaseRecord;
import id.kezbek.shared.Money;
import java.util.Collection;

/**
 * The total that the refunds of a purchase have taken back.
 *
 * @param amount the refunded part of the purchase's amount
 */
public record TakenBack(Money amount, Money cashback, Money reward) {

    public static final TakenBack NOTHING = new TakenBack(Money.ZERO, Money.ZERO, Money.ZERO);

    public static TakenBack of(Collection<Refund> refunds) {
        return refunds.stream()
                .map(refund -> new TakenBack(refund.amount(), refund.cashback(), refund.reward()))
                .reduce(NOTHING, TakenBack::plus);
    }

    TakenBack plus(TakenBack other) {
        return new TakenBack(amount.plus(other.amount), cashback.plus(other.cashback), reward.plus(other.reward));
    }

    /** The part of the purchase's amount that is not refunded yet. */
    Money left(PurchaseRecord purchase) {
        return purchase.purchase().amount().minus(amount);
    }

    /**
     * The amounts that the next refund takes back. The rule that decided the purchase also applies to the amount that
     * is not refunded. The customer keeps the rule's percentage of this amount, but not more than before the refund. A
     * refund takes back the reward only if the purchase is refunded completely, because a partly refunded purchase
     * still counts for the tier.
     */
    TakenBack next(PurchaseRecord purchase, Money part) {
        Money rest = left(purchase).minus(part);
        Money given = purchase.cashback().minus(cashback);
        Money kept = rest.isPositive()
                ? rest.percentRoundedDownToWhole(purchase.trace().percent()).min(given)
                : Money.ZERO;
        return new TakenBack(
                part,
                given.minus(kept),
                rest.isPositive() ? Money.ZERO : purchase.reward().minus(reward));
    }
}
