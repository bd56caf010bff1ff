package id.kezbek.payouts;

import id.kezbek.shared.Money;

/**
 * What a provider charges for a payout to a wallet, and the amounts it takes.
 *
 * @param direct whether the provider moves money into its own wallet only; fees saved are counted against it
 * @param enabled whether payouts are given to it
 */
record Tariff(
        String provider, String wallet, Money fee, Money minimum, Money maximum, boolean direct, boolean enabled) {

    Tariff(String provider, String wallet, Money fee, Money minimum, Money maximum, boolean direct) {
        this(provider, wallet, fee, minimum, maximum, direct, true);
    }
}
