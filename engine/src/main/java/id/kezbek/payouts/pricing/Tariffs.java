package id.kezbek.payouts.pricing;

import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.provider.ConfiguredProviders;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The providers' dated fees and pauses, cached in memory. */
@Component
public class Tariffs {

    /**
     * @param isAtOnce whether the fee took effect at its approval. Such a fee is in force in every process that has
     *     read the fee, even if the process's clock is behind
     */
    private record Dated(Tariff tariff, boolean paused, Instant effectiveFrom, boolean isAtOnce) {

        boolean hasBegun(Instant at) {
            return isAtOnce || !effectiveFrom.isAfter(at);
        }
    }

    /** The fee for a wallet that is in force at a given time, and whether the provider is paused. */
    public record InForce(Tariff tariff, boolean paused, Instant since) {}

    private final ConfiguredProviders providers;
    private final Snapshot<Map<String, List<Dated>>> snapshot;

    Tariffs(JdbcClient jdbc, DataVersions versions, ConfiguredProviders providers) {
        this.providers = providers;
        this.snapshot = new Snapshot<>(RoutingSettings.SETTINGS, versions, () -> load(jdbc));
    }

    /** For each provider, the fee for the wallet that is in force at this time. */
    public List<InForce> inForce(String wallet, Instant at) {
        Map<String, Optional<Dated>> latest = snapshot.current().getOrDefault(wallet, List.of()).stream()
                .filter(dated -> dated.hasBegun(at))
                .collect(Collectors.groupingBy(
                        dated -> dated.tariff().provider(),
                        Collectors.maxBy((a, b) -> a.effectiveFrom().compareTo(b.effectiveFrom()))));
        return latest.values().stream()
                .flatMap(Optional::stream)
                .map(dated -> new InForce(dated.tariff(), dated.paused(), dated.effectiveFrom()))
                .toList();
    }

    /** The wallets that have at least one configured and enabled provider that is not paused. */
    public Set<String> servedWallets(Instant at) {
        return snapshot.current().keySet().stream()
                .filter(wallet -> inForce(wallet, at).stream().anyMatch(this::isServing))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All fees in force, by wallet and provider. */
    public List<InForce> inForce(Instant at) {
        return snapshot.current().keySet().stream()
                .sorted()
                .flatMap(wallet -> inForce(wallet, at).stream())
                .toList();
    }

    /** The lowest amount that a configured and enabled provider accepts, by wallet. */
    public Map<String, Money> leastAmounts(Instant at) {
        return inForce(at).stream()
                .map(InForce::tariff)
                .filter(this::isUsable)
                .collect(Collectors.toMap(Tariff::wallet, Tariff::minimum, Money::min));
    }

    /**
     * The amounts that one order may pay into a wallet. The limits of a paused provider are included, because payouts
     * wait for that provider.
     */
    public OrderLimits limits(Wallets.Wallet wallet, Instant at) {
        return new OrderLimits(
                wallet,
                inForce(wallet.code(), at).stream()
                        .map(InForce::tariff)
                        .filter(this::isUsable)
                        .toList());
    }

    private boolean isServing(InForce inForce) {
        return isUsable(inForce.tariff()) && !inForce.paused();
    }

    private boolean isUsable(Tariff tariff) {
        return tariff.enabled() && providers.find(tariff.provider()).isPresent();
    }

    private static Map<String, List<Dated>> load(JdbcClient jdbc) {
        return jdbc.sql("""
                        select f.provider, f.wallet, f.fee, f.minimum, f.maximum, f.direct, f.enabled, f.effective_from, f.at_once, p.paused
                        from payouts.fee f join payouts.provider p on p.code = f.provider""").query((row, n) -> dated(row)).list().stream()
                .collect(Collectors.groupingBy(dated -> dated.tariff().wallet()));
    }

    private static Dated dated(ResultSet row) throws SQLException {
        return new Dated(
                new Tariff(
                        row.getString("provider"),
                        row.getString("wallet"),
                        Money.rupiah(row.getBigDecimal("fee")),
                        Money.rupiah(row.getBigDecimal("minimum")),
                        Money.rupiah(row.getBigDecimal("maximum")),
                        row.getBoolean("direct"),
                        row.getBoolean("enabled")),
                row.getBoolean("paused"),
                row.getObject("effective_from", Timestamp.class).toInstant(),
                row.getBoolean("at_once"));
    }
}
