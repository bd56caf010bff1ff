package id.kezbek.payouts.pricing;

import id.kezbek.shared.Money;

/**
 * A provider's fee and limits for payouts to a wallet.
 *
 * @param direct whether the provider pays only into its own wallet; the saved fees are calculated against this
 *     provider's fee
 * @param enabled whether payouts may use the provider for this wallet
 */
public record Tariff(
        String provider, String wallet, Money fee, Money minimum, Money maximum, boolean direct, boolean enabled) {

    Tariff(String provider, String wallet, Money fee, Money minimum, Money maximum, boolean direct) {
        this(provider, wallet, fee, minimum, maximum, direct, true);
    }
}
