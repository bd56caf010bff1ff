package id.kezbek.startup.seed;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the seed's settings: rules, tiers, wallets, providers and fees. */
@Component
class SettingsSeed {

    private final Rules rules;
    private final Tiers tiers;
    private final RoutingSettings routing;

    SettingsSeed(Rules rules, Tiers tiers, RoutingSettings routing) {
        this.rules = rules;
        this.tiers = tiers;
        this.routing = routing;
    }

    void write(SeedFile seed) {
        seed.rules().forEach(rule -> rules.add(rule(rule)));
        tiers.replace(seed.tiers().stream().map(SettingsSeed::tier).toList());
        Map<String, Wallets.Wallet> wallets = new HashMap<>();
        seed.wallets().forEach(wallet -> wallets.put(wallet.code(), wallet(wallet)));
        routing.addWallets(List.copyOf(wallets.values()));
        seed.providers().forEach(provider -> addProvider(provider, wallets));
    }

    private void addProvider(SeedFile.ProviderSeed provider, Map<String, Wallets.Wallet> wallets) {
        routing.addProvider(provider.code(), provider.name());
        routing.addFees(provider.fees().entrySet().stream()
                .map(fee -> fee(provider, wallets.get(fee.getKey()), Money.rupiah(fee.getValue())))
                .toList());
    }

    private static RoutingSettings.Fee fee(SeedFile.ProviderSeed provider, Wallets.@Nullable Wallet wallet, Money fee) {
        if (wallet == null) {
            throw new IllegalArgumentException("The seed has a fee of " + provider.code() + " for an unknown wallet");
        }
        return new RoutingSettings.Fee(
                provider.code(),
                wallet.code(),
                Instant.EPOCH,
                fee,
                wallet.minimum(),
                wallet.maximum(),
                provider.direct());
    }

    private static Wallets.Wallet wallet(SeedFile.WalletSeed wallet) {
        return new Wallets.Wallet(
                wallet.code(), wallet.name(), Money.rupiah(wallet.minimum()), Money.rupiah(wallet.maximum()));
    }

    private static Tier tier(SeedFile.TierSeed tier) {
        Map<Integer, Money> rewards = new HashMap<>();
        tier.rewards().forEach((count, amount) -> rewards.put(count, Money.rupiah(amount)));
        return new Tier(tier.code(), tier.grade(), tier.lastCount(), tier.lastsDays(), rewards);
    }

    private static Rule rule(SeedFile.RuleSeed rule) {
        return new Rule(
                rule.id(),
                1,
                null,
                null,
                rule.quantityFrom(),
                rule.quantityBelow(),
                Money.rupiah(rule.amountFrom()),
                optional(rule.amountBelow()),
                rule.percent(),
                Money.rupiah(rule.cap()),
                Instant.EPOCH,
                null,
                RuleLimits.NONE);
    }

    private static @Nullable Money optional(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.rupiah(amount);
    }
}
