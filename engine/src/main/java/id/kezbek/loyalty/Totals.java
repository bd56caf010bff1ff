package id.kezbek.loyalty;

import id.kezbek.shared.Money;

/**
 * The totals of a customer's purchases.
 *
 * @param purchases the number of purchases
 * @param amount the sum of their amounts
 * @param cashback the sum of cashback from rules
 * @param rewards the sum of rewards from tiers
 */
public record Totals(int purchases, Money amount, Money cashback, Money rewards) {

    public static Totals ofOne(Money amount, Money cashback, Money reward) {
        return new Totals(1, amount, cashback, reward);
    }

    /** The negative totals of a refund. These negative totals are added to the customer's totals. */
    public static Totals taken(int purchases, Money amount, Money cashback, Money reward) {
        return new Totals(-purchases, amount.negated(), cashback.negated(), reward.negated());
    }

    public Totals plus(Totals other) {
        return new Totals(
                purchases + other.purchases,
                amount.plus(other.amount),
                cashback.plus(other.cashback),
                rewards.plus(other.rewards));
    }
}
