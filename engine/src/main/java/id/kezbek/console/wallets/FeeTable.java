package id.kezbek.console.wallets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fees in force as a table. It has one row for each wallet and one column for each provider.
 *
 * @param fees the fees in force; null if the user may not see the fees
 */
public record FeeTable(List<Wallet> wallets, @Nullable List<Fee> fees) {

    public List<String> providers() {
        return fees == null
                ? List.of()
                : fees.stream().map(Fee::provider).distinct().sorted().toList();
    }

    public @Nullable Fee fee(String wallet, String provider) {
        return fees == null
                ? null
                : fees.stream()
                        .filter(fee ->
                                fee.wallet().equals(wallet) && fee.provider().equals(provider))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether the fee is the lowest fee of the enabled providers for the wallet. */
    public boolean isCheapest(Fee one) {
        return one.enabled()
                && fees != null
                && fees.stream()
                        .filter(fee -> fee.enabled() && fee.wallet().equals(one.wallet()))
                        .noneMatch(fee -> fee.fee().compareTo(one.fee()) < 0);
    }
}
