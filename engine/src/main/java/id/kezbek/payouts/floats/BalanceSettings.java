package id.kezbek.payouts.floats;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the comparison of providers' balances with the books.
 *
 * @param tolerance a difference up to this amount, in rupiah, is ignored; 0
 * @param alertAfter a difference that lasts longer raises an alert; 30 min
 */
@ConfigurationProperties("cezbek.payouts.balances")
public record BalanceSettings(
        @DefaultValue("0") long tolerance,
        @DefaultValue("30m") Duration alertAfter) {

    public BalanceSettings {
        if (tolerance < 0) {
            throw new IllegalArgumentException("cezbek.payouts.balances.tolerance must not be below zero");
        }
        if (alertAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "cezbek.payouts.balances.alert-after must not be below zero, for example 30m");
        }
    }
}
