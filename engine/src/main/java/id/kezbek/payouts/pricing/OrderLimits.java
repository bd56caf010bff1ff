package id.kezbek.payouts.pricing;

import id.kezbek.payouts.Wallets.Wallet;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The amounts that one order may pay into a wallet, within the limits of the wallet and of a provider.
 *
 * @param tariffs the fees and limits of the configured and enabled providers
 */
public record OrderLimits(Wallet wallet, List<Tariff> tariffs) {

    /** A payout that needs more parts indicates a wrong setting, so people decide about such a payout. */
    static final int PARTS_MAX = 100;

    public OrderLimits {
        tariffs = List.copyOf(tariffs);
    }

    /** The highest amount of one order. Without a provider, only the wallet's limits apply. */
    public Money most() {
        return tariffs.stream()
                .map(Tariff::maximum)
                .max(Comparator.naturalOrder())
                .map(wallet.maximum()::min)
                .orElse(wallet.maximum());
    }

    boolean admits(Money amount) {
        return amount.atLeast(wallet.minimum())
                && wallet.maximum().atLeast(amount)
                && tariffs.stream()
                        .anyMatch(tariff -> amount.atLeast(tariff.minimum())
                                && tariff.maximum().atLeast(amount));
    }

    /**
     * The parts of an amount that is too high for one order: as few parts as possible, in whole rupiah. The parts
     * differ by at most one rupiah, and the higher parts come first. The list is empty if one order is enough, or if
     * the amount cannot be split within the limits.
     */
    public List<Money> parts(Money amount) {
        if (most().atLeast(amount) || !amount.isWhole()) {
            return List.of();
        }
        long rupiah = amount.decimal().longValueExact();
        for (int count = 2; count <= PARTS_MAX; count++) {
            Money lower = Money.rupiah(rupiah / count);
            int higherOnes = Math.toIntExact(rupiah % count);
            if (lower.below(wallet.minimum())) {
                break;
            }
            if (admits(lower) && (higherOnes == 0 || admits(lower.plus(Money.rupiah(1))))) {
                return parts(lower, higherOnes, count);
            }
        }
        return List.of();
    }

    private static List<Money> parts(Money lower, int higherOnes, int count) {
        List<Money> parts = new ArrayList<>(count);
        for (int part = 0; part < count; part++) {
            parts.add(part < higherOnes ? lower.plus(Money.rupiah(1)) : lower);
        }
        return parts;
    }
}
