package id.kezbek.payouts.pricing;

import id.kezbek.payouts.RoutingSettings;
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

    public static Tariff of(RoutingSettings.Fee fee) {
        return new Tariff(
                fee.provider(), fee.wallet(), fee.fee(), fee.minimum(), fee.maximum(), fee.direct(), fee.enabled());
    }

    Tariff(String provider, String wallet, Money fee, Money minimum, Money maximum, boolean direct) {
        this(provider, wallet, fee, minimum, maximum, direct, true);
    }
}
