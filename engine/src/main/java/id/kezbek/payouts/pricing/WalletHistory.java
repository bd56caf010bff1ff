package id.kezbek.payouts.pricing;

import id.kezbek.payouts.Wallets;
import id.kezbek.shared.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The wallets with their versions, for staff. */
@Component
public class WalletHistory {

    /**
     * A version of a wallet.
     *
     * @param approval null if the installation seeded the version
     */
    public record Version(
            Wallets.Wallet wallet, int version, @Nullable UUID approval) {}

    private final JdbcClient jdbc;

    WalletHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The current version of each wallet, ordered by code. */
    public List<Version> current() {
        return read("where (code, version) in (select code, version from payouts.wallet)", "%");
    }

    /** The wallets for new purchases, ordered by code. Partners may read these wallets too. */
    public List<Version> usable() {
        return jdbc.sql("select code, version, name, minimum, maximum from payouts.wallet where active order by code")
                .query((row, n) -> new Version(
                        new Wallets.Wallet(
                                row.getString("code"),
                                row.getString("name"),
                                Money.rupiah(row.getBigDecimal("minimum")),
                                Money.rupiah(row.getBigDecimal("maximum"))),
                        row.getInt("version"),
                        null))
                .list();
    }

    /** All versions of a wallet, the oldest first; empty if the wallet does not exist. */
    public List<Version> of(String code) {
        return read("where code = :code", code);
    }

    private List<Version> read(String which, String code) {
        return jdbc.sql("select code, version, name, minimum, maximum, active, approval from payouts.wallet_version "
                        + which + " order by code, version")
                .param("code", code)
                .query((row, n) -> new Version(
                        new Wallets.Wallet(
                                row.getString("code"),
                                row.getString("name"),
                                Money.rupiah(row.getBigDecimal("minimum")),
                                Money.rupiah(row.getBigDecimal("maximum")),
                                row.getBoolean("active")),
                        row.getInt("version"),
                        row.getObject("approval", UUID.class)))
                .list();
    }
}
