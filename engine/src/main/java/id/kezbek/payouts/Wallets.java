package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The wallets, cached in memory. */
@Component
public class Wallets {

    /**
     * A wallet.
     *
     * @param minimum the lowest amount of a payout
     * @param maximum the highest amount of a payout
     * @param isActive whether new purchases may use the wallet; existing payouts always continue
     */
    public record Wallet(String code, String name, Money minimum, Money maximum, boolean isActive) {

        public Wallet(String code, String name, Money minimum, Money maximum) {
            this(code, name, minimum, maximum, true);
        }
    }

    private final Snapshot<Map<String, Wallet>> snapshot;

    Wallets(JdbcClient jdbc, DataVersions versions) {
        this.snapshot = new Snapshot<>(RoutingSettings.SETTINGS, versions, () -> load(jdbc));
    }

    /** Finds a wallet that new purchases may use. */
    public Optional<Wallet> find(String code) {
        return known(code).filter(Wallet::isActive);
    }

    /** Finds a wallet, active or not. */
    public Optional<Wallet> known(String code) {
        return Optional.ofNullable(snapshot.current().get(code));
    }

    /** The codes of all wallets, active or not. */
    public Set<String> codes() {
        return snapshot.current().keySet();
    }

    public Wallet require(String code) {
        return known(code).orElseThrow(() -> new IllegalArgumentException("Unknown wallet " + code));
    }

    private static Map<String, Wallet> load(JdbcClient jdbc) {
        return jdbc
                .sql("select code, name, minimum, maximum, active from payouts.wallet")
                .query((row, n) -> new Wallet(
                        row.getString(1),
                        row.getString(2),
                        Money.rupiah(row.getBigDecimal(3)),
                        Money.rupiah(row.getBigDecimal(4)),
                        row.getBoolean(5)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Wallet::code, Function.identity()));
    }
}
