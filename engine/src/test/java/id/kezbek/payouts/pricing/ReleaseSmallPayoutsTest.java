package id.kezbek.payouts.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PayoutsTest
class ReleaseSmallPayoutsTest {

    @Autowired
    RoutingSettings settings;

    @Autowired
    ReleaseSmallPayouts releaseSmallPayouts;

    @Autowired
    PayoutsStage stage;

    @Autowired
    DataVersions versions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void aLoweredMinimumReleasesWhatItAdmitsAndNothingElse() {
        transactions.executeWithoutResult(status -> settings.addWallets(List.of(wallet(10_000))));
        versions.refresh();
        UUID small = stage.order(stage.customer(), "SMALL", 4_000);
        UUID least = stage.order(stage.customer(), "SMALL", 5_000);
        assertThat(state(least)).isEqualTo("HELD BELOW_WALLET_MINIMUM");
        assertThat(releaseSmallPayouts.run()).isZero();

        transactions.executeWithoutResult(status -> settings.changeWallet(wallet(5_000), 1, UUID.randomUUID()));

        assertThat(releaseSmallPayouts.run()).isEqualTo(1);
        assertThat(state(least)).isEqualTo("PENDING");
        assertThat(state(small)).isEqualTo("HELD BELOW_WALLET_MINIMUM");
        assertThat(releaseSmallPayouts.run()).isZero();
        end(small, least);
    }

    private static Wallets.Wallet wallet(long minimum) {
        return new Wallets.Wallet("SMALL", "Small", Money.rupiah(minimum), Money.rupiah(2_000_000));
    }

    private String state(UUID payout) {
        return jdbc.sql("select concat_ws(' ', state, reason) from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single();
    }

    /** No provider serves this wallet, and other tests wait until nothing is open. */
    private void end(UUID... payouts) {
        for (UUID payout : payouts) {
            jdbc.sql("update payouts.payout set state = 'CANCELLED', reason = null, ended_at = now() where id = ?")
                    .param(payout)
                    .update();
        }
    }
}
