package id.kezbek.payouts.pricing;

import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds the amounts that no provider could pay to a wallet in one order under a proposed fee. */
@Component
class TariffReview {

    private final Tariffs tariffs;
    private final Wallets wallets;

    TariffReview(Tariffs tariffs, Wallets wallets) {
        this.tariffs = tariffs;
        this.wallets = wallets;
    }

    /** The amounts, as warnings; empty if every amount can be paid by some provider. */
    List<String> of(RoutingSettings.Fee proposed) {
        Instant at = proposed.effectiveFrom();
        Stream<Tariff> others = tariffs.inForce(proposed.wallet(), at).stream()
                .map(Tariffs.InForce::tariff)
                .filter(tariff -> !tariff.provider().equals(proposed.provider()));
        Wallets.Wallet wallet = wallets.require(proposed.wallet());
        return gaps(
                wallet,
                Stream.concat(others, Stream.of(Tariff.of(proposed)))
                        .filter(Tariff::enabled)
                        .toList());
    }

    static List<String> gaps(Wallets.Wallet wallet, List<Tariff> enabled) {
        if (enabled.isEmpty()) {
            return List.of("no provider could pay to wallet " + wallet.code());
        }
        List<String> gaps = new ArrayList<>();
        Money rupiah = Money.rupiah(1);
        Money next = wallet.minimum();
        for (Tariff tariff :
                enabled.stream().sorted(Comparator.comparing(Tariff::minimum)).toList()) {
            if (next.below(tariff.minimum())) {
                tell(gaps, wallet, next, tariff.minimum().minus(rupiah).min(wallet.maximum()));
            }
            Money after = tariff.maximum().plus(rupiah);
            next = next.below(after) ? after : next;
        }
        tell(gaps, wallet, next, wallet.maximum());
        return gaps;
    }

    private static void tell(List<String> gaps, Wallets.Wallet wallet, Money from, Money to) {
        if (to.atLeast(from)) {
            gaps.add("no provider could pay " + from.inWords() + " to " + to.inWords() + " to wallet " + wallet.code());
        }
    }
}
