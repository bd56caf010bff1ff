package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds wallets and fees to the routing settings. Each change applies to all later routing decisions. */
@Component
public class RoutingSettings {

    public static final String SETTINGS = "routing";

    /**
     * A provider's fee for payouts to a wallet, valid from a given time.
     *
     * @param name a name for staff, without effect on routing
     * @param description the purpose, for staff, without effect on routing
     */
    public record Fee(
            String provider,
            String wallet,
            Instant effectiveFrom,
            Money fee,
            Money minimum,
            Money maximum,
            boolean direct,
            boolean enabled,
            @Nullable String name,
            @Nullable String description) {

        /** An enabled fee without a name. */
        public Fee(
                String provider,
                String wallet,
                Instant effectiveFrom,
                Money fee,
                Money minimum,
                Money maximum,
                boolean direct) {
            this(provider, wallet, effectiveFrom, fee, minimum, maximum, direct, true, null, null);
        }
    }

    private final JdbcClient jdbc;
    private final DataVersions versions;

    RoutingSettings(JdbcClient jdbc, DataVersions versions) {
        this.jdbc = jdbc;
        this.versions = versions;
    }

    public void addWallets(List<Wallets.Wallet> wallets) {
        wallets.forEach(wallet -> addWallet(wallet, null));
    }

    /** @param approval the approval of the change; null if the installation seeded the wallet */
    public void addWallet(Wallets.Wallet wallet, @Nullable UUID approval) {
        jdbc.sql("insert into payouts.wallet (code, name, minimum, maximum, active) values (?, ?, ?, ?, ?)")
                .params(
                        wallet.code(),
                        wallet.name(),
                        wallet.minimum().decimal(),
                        wallet.maximum().decimal(),
                        wallet.isActive())
                .update();
        keep(wallet, 1, approval);
        versions.raise(SETTINGS);
    }

    /** Writes the next version of a wallet. */
    public void changeWallet(Wallets.Wallet wallet, int before, UUID approval) {
        int changed = jdbc.sql("""
                        update payouts.wallet set name = ?, minimum = ?, maximum = ?, active = ?, version = ?
                        where code = ? and version = ?""")
                .params(
                        wallet.name(),
                        wallet.minimum().decimal(),
                        wallet.maximum().decimal(),
                        wallet.isActive(),
                        before + 1,
                        wallet.code(),
                        before)
                .update();
        if (changed != 1) {
            throw new OptimisticLockingFailureException("Wallet " + wallet.code() + " was changed in the meantime");
        }
        keep(wallet, before + 1, approval);
        versions.raise(SETTINGS);
    }

    /** Locks the routing settings until the caller's transaction ends, so that no other transaction changes them. */
    public void lock() {
        versions.raise(SETTINGS);
    }

    private void keep(Wallets.Wallet wallet, int version, @Nullable UUID approval) {
        jdbc.sql("insert into payouts.wallet_version values (?, ?, ?, ?, ?, ?, ?)")
                .param(wallet.code())
                .param(version)
                .param(wallet.name())
                .param(wallet.minimum().decimal())
                .param(wallet.maximum().decimal())
                .param(wallet.isActive())
                .param(approval)
                .update();
    }

    /** Adds a provider. If the provider already exists, only its name changes. */
    public void addProvider(String code, String name) {
        // Locks first. Processes that start at the same time each add several providers and could otherwise deadlock.
        lock();
        jdbc.sql("insert into payouts.provider (code, name) values (?, ?) on conflict (code) do update set name = ?")
                .params(code, name, name)
                .update();
        jdbc.sql("insert into payouts.provider_float (provider, available) values (?, 0) on conflict do nothing")
                .param(code)
                .update();
    }

    public void addFees(List<Fee> fees) {
        fees.forEach(fee -> addFee(fee, false, null));
    }

    /**
     * Adds a fee.
     *
     * @param isAtOnce whether the fee takes effect at its approval
     * @param approval the approval of the change; null if the installation seeded the fee
     */
    public void addFee(Fee fee, boolean isAtOnce, @Nullable UUID approval) {
        jdbc.sql("""
                        insert into payouts.fee (provider, wallet, effective_from, fee, minimum, maximum, direct, enabled,
                          at_once, approval, name, description)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(fee.provider())
                .param(fee.wallet())
                .param(Timestamp.from(fee.effectiveFrom()))
                .param(fee.fee().decimal())
                .param(fee.minimum().decimal())
                .param(fee.maximum().decimal())
                .param(fee.direct())
                .param(fee.enabled())
                .param(isAtOnce)
                .param(approval)
                .param(fee.name())
                .param(fee.description())
                .update();
        versions.raise(SETTINGS);
    }
}
