package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds to the settings that payouts are routed by; each change rules every later routing. */
@Component
public class RoutingSettings {

    static final String SETTINGS = "routing";

    /** What a provider charges for a payout to a wallet, from an instant on. */
    public record Fee(
            String provider,
            String wallet,
            Instant effectiveFrom,
            Money fee,
            Money minimum,
            Money maximum,
            boolean direct) {}

    private final JdbcClient jdbc;
    private final DataVersions versions;

    RoutingSettings(JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
    }

    public void addWallets(List<Wallets.Wallet> wallets) {
        wallets.forEach(wallet -> jdbc.sql("insert into payouts.wallet values (?, ?, ?, ?)")
                .params(
                        wallet.code(),
                        wallet.name(),
                        wallet.minimum().decimal(),
                        wallet.maximum().decimal())
                .update());
        versions.raise(SETTINGS);
    }

    public void addProvider(String code, String name) {
        jdbc.sql("insert into payouts.provider (code, name) values (?, ?)")
                .params(code, name)
                .update();
        jdbc.sql("insert into payouts.provider_float (provider, available) values (?, 0)")
                .param(code)
                .update();
        versions.raise(SETTINGS);
    }

    public void addFees(List<Fee> fees) {
        fees.forEach(fee -> jdbc.sql("""
                        insert into payouts.fee (provider, wallet, effective_from, fee, minimum, maximum, direct)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        fee.provider(),
                        fee.wallet(),
                        Timestamp.from(fee.effectiveFrom()),
                        fee.fee().decimal(),
                        fee.minimum().decimal(),
                        fee.maximum().decimal(),
                        fee.direct())
                .update());
        versions.raise(SETTINGS);
    }
}
