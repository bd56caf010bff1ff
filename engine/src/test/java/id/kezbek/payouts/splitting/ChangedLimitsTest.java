package id.kezbek.payouts.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** High payouts while the limits of orders change. */
@PayoutsTest
class ChangedLimitsTest {

    private static final String PROVIDER = "XENIT";
    private static final String PEOPLE = "two people";

    @Autowired
    RoutingSettings settings;

    @Autowired
    Dispatch dispatch;

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    PayoutsStage stage;

    @Autowired
    DataVersions versions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @AfterEach
    void clear() {
        stage.pause(PROVIDER, false);
        stage.clear();
    }

    @Test
    void peopleDecideAgainAfterEachSplit() throws Exception {
        addWallet("LOWERED");
        addFee(PROVIDER, "LOWERED", 100_000, Instant.EPOCH);
        stage.pause(PROVIDER, true);
        UUID payout = stage.order(stage.customer(), "LOWERED", 200_000);
        send();

        addFee(PROVIDER, "LOWERED", 50_000, Instant.EPOCH.plusSeconds(1));
        stage.pause(PROVIDER, false);
        dispatch.releaseHeld();
        stage.pause(PROVIDER, true);
        send();

        assertThat(stage.items(payout)).containsExactly("PURCHASE 200000", "SPLIT -100000", "SPLIT -50000");
        assertThatExceptionOfType(Refusal.class)
                .as("they decided about what was left after the first split")
                .isThrownBy(() -> cancelPayout.cancel(payout, Money.rupiah(100_000), PEOPLE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
        cancelPayout.cancel(payout, Money.rupiah(50_000), PEOPLE);
        assertThat(stage.journalOf(payout)).containsExactly("CANCEL: CUSTOMER_PAYABLE <- FUNDING 50000");
    }

    /** The parts are not known before. */
    @Test
    void waitsUntilProviderIsUsable() throws Exception {
        addWallet("UNSERVED");
        transactions.executeWithoutResult(status -> settings.addProvider("NOWHERE", "Without an address"));
        addFee("NOWHERE", "UNSERVED", 3_000_000, Instant.EPOCH);
        UUID aboveWallet = stage.order(stage.customer(), "UNSERVED", 2_500_000);
        UUID aboveProvider = stage.order(stage.customer(), "UNSERVED", 4_000_000);
        send();
        for (UUID payout : List.of(aboveWallet, aboveProvider)) {
            assertThat(stage.state(payout)).isEqualTo(PayoutState.PENDING);
            assertThat(stage.reason(payout)).isEqualTo("NO_PROVIDER_CONFIGURED");
        }

        addFee(PROVIDER, "UNSERVED", 2_000_000, Instant.EPOCH);
        jdbc.sql("update payouts.payout set due_at = created_at where id in (?, ?)")
                .params(aboveWallet, aboveProvider)
                .update();
        send();

        assertThat(stage.items(aboveWallet)).containsExactly("PURCHASE 2500000", "SPLIT -1250000");
        assertThat(stage.items(aboveProvider)).containsExactly("PURCHASE 4000000", "SPLIT -2000000");
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    private void addWallet(String code) {
        transactions.executeWithoutResult(status -> settings.addWallets(
                List.of(new Wallets.Wallet(code, code, Money.rupiah(10_000), Money.rupiah(2_000_000)))));
        versions.refresh();
    }

    private void addFee(String provider, String wallet, long maximum, Instant from) {
        transactions.executeWithoutResult(status -> settings.addFees(List.of(new RoutingSettings.Fee(
                provider, wallet, from, Money.rupiah(100), Money.rupiah(1), Money.rupiah(maximum), false))));
        versions.refresh();
    }
}
