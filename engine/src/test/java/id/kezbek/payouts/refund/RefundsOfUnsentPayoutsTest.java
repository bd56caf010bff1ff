package id.kezbek.payouts.refund;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.TestRefunds;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a refund does to payouts that were not sent yet: its own, and the customer's next one. */
@PayoutsTest
class RefundsOfUnsentPayoutsTest {

    private static final String WALLET = "LEAST";
    private static final long MINIMUM = 10_000;

    @Autowired
    TestRefunds refunds;

    @Autowired
    RefundedPayouts refundedPayouts;

    @Autowired
    RetryPayout retryPayout;

    @Autowired
    RoutingSettings settings;

    @Autowired
    Dispatch dispatch;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void openTheWallet() {
        stage.openOnce(WALLET, () -> {
            settings.addWallets(
                    List.of(new Wallets.Wallet(WALLET, WALLET, Money.rupiah(MINIMUM), Money.rupiah(2_000_000))));
            settings.addFees(List.of(new RoutingSettings.Fee(
                    "XENIT",
                    WALLET,
                    Instant.EPOCH,
                    Money.rupiah(100),
                    Money.rupiah(1),
                    Money.rupiah(2_000_000),
                    false)));
        });
    }

    @AfterEach
    void clear() {
        stage.pause("XENIT", false);
        stage.clear();
    }

    /** The engine of an earlier version stored the number as the partner wrote it. */
    @Test
    void debtUnderAnOldNotationIsSetOff() throws Exception {
        Msisdn customer = stage.customer();
        UUID paid = stage.order(customer, "LSAJA", 6_000);
        send();
        jdbc.sql("update payouts.payout set msisdn = ? where id = ?")
                .params(customer.local(), paid)
                .update();
        UUID refund = refunds.refund(paid, Money.rupiah(6_000));
        assertThat(state(refund)).isEqualTo(RefundState.OWED);

        UUID next = stage.order(customer, "LSAJA", 10_000);
        UUID afterwards = stage.order(customer, "LSAJA", 5_000);
        send();

        assertThat(stage.items(next)).containsExactly("PURCHASE 10000", "NETTING -6000");
        assertThat(stage.items(afterwards)).as("only once").containsExactly("PURCHASE 5000");
        assertThat(state(refund)).isEqualTo(RefundState.NETTED);
        assertThat(stage.booked(customer))
                .extracting(line -> line.amount())
                .containsExactlyInAnyOrder(6_000L, 4_000L, 5_000L);
    }

    @Test
    void remainderBelowTheMinimumIsHeldAlsoAfterAPause() throws Exception {
        stage.pause("XENIT", true);
        UUID payout = stage.order(stage.customer(), WALLET, 12_000);
        send();
        assertThat(stage.reason(payout)).isEqualTo("PROVIDERS_PAUSED");

        refunds.refund(payout, Money.rupiah(9_000));
        assertIsHeld(payout);

        stage.pause("XENIT", false);
        dispatch.releaseHeld();
        send();
        assertIsHeld(payout);
    }

    @Test
    void retryHoldsARemainderBelowTheMinimum() throws Exception {
        UUID payout = stage.order(stage.customer(), WALLET, 12_000);
        stage.put(payout, PayoutState.ATTENTION, "ABOVE_MAXIMUM");
        refunds.refund(payout, Money.rupiah(9_000));
        assertThat(stage.state(payout)).as("staff decide").isEqualTo(PayoutState.ATTENTION);

        retryPayout.retry(payout, "two people");

        send();
        assertIsHeld(payout);
    }

    private void assertIsHeld(UUID payout) {
        assertThat(stage.state(payout)).isEqualTo(PayoutState.HELD);
        assertThat(stage.reason(payout)).isEqualTo("BELOW_WALLET_MINIMUM");
        assertThat(stage.attempts(payout)).isEmpty();
    }

    private RefundState state(UUID refund) {
        return refundedPayouts.of(List.of(refund)).get(refund).state();
    }

    private void send() throws InterruptedException {
        for (int times = 0; times < 2; times++) {
            dispatch.run();
            assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
    }
}
