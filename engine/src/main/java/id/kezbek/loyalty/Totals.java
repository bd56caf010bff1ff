package id.kezbek.loyalty;

import id.kezbek.shared.Money;

/**
 * The totals of a customer's purchases.
 *
 * @param purchases their number
 * @param amount their amounts
 * @param cashback the cashback of rules
 * @param rewards the rewards of tiers
 */
public record Totals(int purchases, Money amount, Money cashback, Money rewards) {

    public static Totals ofOne(Money amount, Money cashback, Money reward) {
        return new Totals(1, amount, cashback, reward);
    }

    public Totals plus(Totals other) {
        return new Totals(
                purchases + other.purchases,
                amount.plus(other.amount),
                cashback.plus(other.cashback),
                rewards.plus(other.rewards));
    }
}
