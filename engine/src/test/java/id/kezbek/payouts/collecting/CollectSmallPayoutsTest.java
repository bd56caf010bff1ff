package id.kezbek.payouts.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PurchasePayouts;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
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

@PayoutsTest
class CollectSmallPayoutsTest {

    private static final String WALLET = "TINY";
    private static final String OTHER = "TINY2";
    private static final String NARROW = "TINY3";
    private static final long MINIMUM = 10_000;
    private static final long PROVIDERS_MINIMUM = 3_000;

    @Autowired
    RoutingSettings settings;

    @Autowired
    CollectSmallPayouts collectSmallPayouts;

    @Autowired
    Dispatch dispatch;

    @Autowired
    Ledger ledger;

    @Autowired
    PurchasePayouts purchasePayouts;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void openTheWallets() {
        stage.openOnce(WALLET, () -> {
            settings.addWallets(List.of(
                    wallet(WALLET),
                    wallet(OTHER),
                    new Wallets.Wallet(NARROW, NARROW, Money.rupiah(MINIMUM), Money.rupiah(MINIMUM + 1_000))));
            settings.addProvider("NOWHERE", "Without an address");
            settings.addFees(List.of(fee("XENIT", PROVIDERS_MINIMUM), fee("NOWHERE", 1)));
        });
    }

    /** Other tests wait until nothing is open. */
    @AfterEach
    void endWhatIsHeld() {
        stage.clear();
    }

    @Test
    void oldestPayoutPaysAllPurchasesOnceTheyReachTheMinimum() {
        Msisdn customer = stage.customer();
        UUID oldest = stage.order(customer, WALLET, 4_000);
        UUID second = stage.order(customer, WALLET, 5_000);
        assertThat(collectSmallPayouts.run()).isZero();
        assertThat(stage.reason(oldest)).isEqualTo("BELOW_WALLET_MINIMUM");

        UUID third = stage.order(customer, WALLET, 1_000);

        assertThat(collectSmallPayouts.run()).isEqualTo(2);
        assertThat(state(oldest)).isEqualTo("PENDING  10000");
        assertThat(state(second)).isEqualTo("CANCELLED COLLECTED 0");
        assertThat(state(third)).isEqualTo("CANCELLED COLLECTED 0");
        assertThat(stage.items(oldest)).containsExactly("PURCHASE 4000", "COLLECTED 5000", "COLLECTED 1000");
        assertThat(stage.items(second)).containsExactly("PURCHASE 5000", "COLLECTED -5000");
        assertThat(stage.facts(second)).containsExactly("PAYOUT_COLLECTED");
        assertThat(stage.journalOf(second)).as("the customer is owed the same").isEmpty();
        List<UUID> purchases = purchases(oldest);
        assertThat(purchasePayouts.of(purchases).values().stream().flatMap(List::stream))
                .as("the payout of each purchase")
                .extracting(PurchasePayouts.Glance::payout)
                .hasSize(3)
                .containsOnly(oldest);
        assertThat(collectSmallPayouts.run()).isZero();
    }

    /** An earlier version stored the number as the partner wrote it. */
    @Test
    void collectsPayoutsWithDifferentNotationsOfANumber() {
        Msisdn customer = stage.customer();
        UUID oldest = stage.order(customer, WALLET, 6_000);
        UUID second = stage.order(customer, WALLET, 6_000);
        jdbc.sql("update payouts.payout set msisdn = ? where id = ?")
                .params(customer.local(), oldest)
                .update();

        assertThat(collectSmallPayouts.run()).isEqualTo(1);

        assertThat(state(oldest)).isEqualTo("PENDING  12000");
        assertThat(state(second)).isEqualTo("CANCELLED COLLECTED 0");
    }

    @Test
    void doesNotCollectOverCustomersOrWallets() {
        Msisdn customer = stage.customer();
        UUID one = stage.order(customer, WALLET, 6_000);
        UUID otherWallet = stage.order(customer, OTHER, 6_000);
        UUID otherCustomer = stage.order(stage.customer(), WALLET, 6_000);

        assertThat(collectSmallPayouts.run()).isZero();

        assertThat(List.of(one, otherWallet, otherCustomer))
                .allSatisfy(payout -> assertThat(stage.state(payout)).isEqualTo(PayoutState.HELD));
    }

    /** Then the attempt of the first one decides; it must not change any more. */
    @Test
    void leavesPayoutsAloneThatWereTried() {
        Msisdn customer = stage.customer();
        UUID tried = stage.order(customer, WALLET, 6_000);
        jdbc.sql("update payouts.payout set attempts = 1 where id = ?")
                .param(tried)
                .update();
        UUID other = stage.order(customer, WALLET, 6_000);

        assertThat(collectSmallPayouts.run()).isZero();

        assertThat(stage.state(other)).isEqualTo(PayoutState.HELD);
    }

    @Test
    void onTheDaySendsWhatAProviderAccepts() {
        Msisdn customer = stage.customer();
        UUID joined = stage.order(customer, WALLET, 2_000);
        stage.order(customer, WALLET, 1_500);
        UUID tooSmall = stage.order(stage.customer(), WALLET, PROVIDERS_MINIMUM - 1);
        UUID withoutFee = stage.order(stage.customer(), OTHER, 9_000);

        assertThat(collectSmallPayouts.runOnDay())
                .as("by default there is no such day")
                .isZero();
        assertThat(collectSmallPayouts.releaseAll()).isEqualTo(1);

        assertThat(state(joined)).isEqualTo("PENDING  3500");
        assertThat(stage.state(tooSmall)).isEqualTo(PayoutState.HELD);
        assertThat(stage.state(withoutFee)).isEqualTo(PayoutState.HELD);
    }

    @Test
    void collectsMoreThanOneTransactionTakes() {
        Msisdn customer = stage.customer();
        UUID oldest = stage.order(customer, WALLET, 90);
        for (int n = 0; n < 120; n++) {
            stage.order(customer, WALLET, 90);
        }

        assertThat(collectSmallPayouts.run()).isEqualTo(120);

        assertThat(state(oldest)).isEqualTo("PENDING  10890");
    }

    @Test
    void onTheDaySetsOffWhatTheCustomerOwes() throws Exception {
        Msisdn customer = stage.customer();
        UUID first = stage.order(customer, WALLET, 5_000);
        owes(first, 1_500);
        Msisdn other = stage.customer();
        UUID second = stage.order(other, WALLET, 3_400);
        owes(second, 1_500);

        assertThat(collectSmallPayouts.releaseAll()).isEqualTo(2);
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();

        assertThat(stage.items(first)).containsExactly("PURCHASE 5000", "NETTING -1500");
        assertThat(stage.items(second))
                .as("the provider accepts what is left")
                .containsExactly("PURCHASE 3400", "NETTING -" + (3_400 - PROVIDERS_MINIMUM));
    }

    /** The customer of a payout owes for an earlier purchase. */
    private void owes(UUID payout, long rupiah) {
        ledger.open(Account.ofPartner(AccountKind.CLAWBACK, "LAJADA"));
        jdbc.sql("""
                        insert into payouts.refund (id, payout, purchase, reference, partner, msisdn, wallet, amount, state, owed, open, recorded_at)
                        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'EARLIER', partner, msisdn, wallet, ?, 'OWED', ?, ?, now()
                        from payouts.payout where id = ?""").params(rupiah, rupiah, rupiah, payout).update();
    }

    /** Their payouts are together above the wallet's maximum. */
    @Test
    void customersWhosePayoutsCannotBeCollectedDoNotStopOthers() {
        Msisdn first = stage.customer();
        stage.order(first, NARROW, 6_000);
        UUID tooMuch = stage.order(first, NARROW, 6_000);
        Msisdn second = stage.customer();
        UUID oldest = stage.order(second, WALLET, 6_000);
        stage.order(second, WALLET, 6_000);

        assertThat(collectSmallPayouts.collect(true, 1)).isEqualTo(1);

        assertThat(state(oldest)).isEqualTo("PENDING  12000");
        assertThat(stage.state(tooMuch)).isEqualTo(PayoutState.HELD);
    }

    private static RoutingSettings.Fee fee(String provider, long minimum) {
        return new RoutingSettings.Fee(
                provider,
                WALLET,
                Instant.EPOCH,
                Money.rupiah(100),
                Money.rupiah(minimum),
                Money.rupiah(2_000_000),
                false);
    }

    private static Wallets.Wallet wallet(String code) {
        return new Wallets.Wallet(code, code, Money.rupiah(MINIMUM), Money.rupiah(2_000_000));
    }

    private String state(UUID payout) {
        return jdbc.sql(
                        "select state || ' ' || coalesce(reason, '') || ' ' || amount::bigint from payouts.payout where id = ?")
                .param(payout)
                .query(String.class)
                .single();
    }

    private List<UUID> purchases(UUID payout) {
        return jdbc.sql("select purchase from payouts.item where payout = ?")
                .param(payout)
                .query(UUID.class)
                .list();
    }
}
