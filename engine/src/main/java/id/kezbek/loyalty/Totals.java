package id.kezbek.loyalty;

import id.kezbek.shared.Money;

/**
 * What a customer's purchases add up to.
 *
 * @param purchases how many
 * @param amount what was paid for them
 * @param cashback what the rules gave back
 * @param rewards what the tiers gave on top
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
