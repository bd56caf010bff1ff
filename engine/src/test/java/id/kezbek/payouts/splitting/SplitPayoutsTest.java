package id.kezbek.payouts.splitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.payouts.AwaitPayouts;
import id.kezbek.payouts.AwaitPayouts.Waited;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.PurchasePayouts;
import id.kezbek.payouts.RoutingSettings;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.collecting.CollectSmallPayouts;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.dispatch.Planning;
import id.kezbek.payouts.dispatch.Sending;
import id.kezbek.payouts.reading.PayoutArchive;
import id.kezbek.payouts.reading.PayoutRecord;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PayoutsTest
class SplitPayoutsTest {

    /** One order may pay 2,000,000 into it. */
    private static final String SERVED = "LSAJA";

    private static final List<String> SERVING = List.of("MTRANS", "XENIT", "LSAJAH2H");

    /** One order may pay 100,000: a provider without an address does not count. No provider knows this wallet. */
    private static final String WALLET = "HIGH";
    /** One order may pay 50,000, and at least 30,000. */
    private static final String NARROW = "HIGH2";

    private static final String PEOPLE = "two people";

    @Autowired
    ApplicationContext context;

    @Autowired
    TestClock clock;

    @Autowired
    RoutingSettings settings;

    @Autowired
    Dispatch dispatch;

    @Autowired
    AwaitPayouts awaitPayouts;

    @Autowired
    PurchasePayouts purchasePayouts;

    @Autowired
    PayoutArchive archive;

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    RetryPayout retryPayout;

    @Autowired
    CollectSmallPayouts collectSmallPayouts;

    @Autowired
    Ledger ledger;

    @Autowired
    PayoutsStage stage;

    @Autowired
    DataVersions versions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @BeforeEach
    void openTheWallets() {
        stage.openOnce(WALLET, () -> {
            settings.addWallets(List.of(
                    new Wallets.Wallet(WALLET, WALLET, Money.rupiah(10_000), Money.rupiah(2_000_000)),
                    new Wallets.Wallet(NARROW, NARROW, Money.rupiah(30_000), Money.rupiah(50_000))));
            settings.addProvider("NOADDRESS", "Without an address");
            settings.addFees(List.of(
                    fee("XENIT", WALLET, 100_000), fee("NOADDRESS", WALLET, 900_000), fee("XENIT", NARROW, 100_000)));
        });
    }

    @AfterEach
    void clear() {
        SERVING.forEach(provider -> stage.pause(provider, false));
        stage.clear();
    }

    @Test
    void paysHighAmountInPartsAndEachOnce() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 5_000_002);

        send();

        assertThat(stage.items(payout)).containsExactly("PURCHASE 5000002", "SPLIT -3333334");
        assertThat(amounts(customer)).containsExactly("PAID 1666668", "PENDING 1666667", "PENDING 1666667");
        assertThat(stage.facts(payout)).containsExactly("PAYOUT_SPLIT", "PAYOUT_SPLIT", "PAYOUT_PAID");
        assertThat(stage.journalOf(payout)).as("the customer is owed the same").isEmpty();
        assertThat(awaitPayouts.await(payout, Duration.ofMillis(20)))
                .as("the customer waits for the other parts")
                .isInstanceOf(Waited.TimeUp.class);

        send();
        send();

        assertThat(amounts(customer)).containsExactly("PAID 1666668", "PAID 1666667", "PAID 1666667");
        assertThat(stage.booked(customer))
                .extracting(line -> line.amount())
                .containsExactlyInAnyOrder(1_666_668L, 1_666_667L, 1_666_667L);
        assertThat(awaitPayouts.await(payout, Duration.ofSeconds(20))).isEqualTo(new Waited.Ended(PayoutState.PAID));
        UUID part = payouts(customer).getLast();
        assertThat(stage.items(part)).containsExactly("SPLIT 1666667");
        assertThat(stage.journal(part))
                .containsExactly("SETTLE: CUSTOMER_PAYABLE <- FLOAT 1666667", "PROVIDER_FEE: FEES <- FLOAT 500");
    }

    @Test
    void eachPartShowsTheOthers() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 3_000_000);
        send();
        UUID part = payouts(customer).getLast();

        assertThat(purchasePayouts.of(purchases(payout)).values())
                .singleElement()
                .satisfies(paying -> assertThat(paying)
                        .extracting(PurchasePayouts.Glance::payout)
                        .containsExactly(payout, part));
        assertThat(archive.find(payout).orElseThrow().parts())
                .containsExactly(new PayoutRecord.PartRecord(part, PayoutState.PENDING, Money.rupiah(1_500_000)));
        assertThat(archive.find(part).orElseThrow().parts())
                .containsExactly(new PayoutRecord.PartRecord(payout, PayoutState.PAID, Money.rupiah(1_500_000)));
        assertThat(createdAt(part)).as("sums of earlier days stay").isEqualTo(createdAt(payout));
    }

    /** The ids of parts are of the day of the split. */
    @Test
    void partsAreListedOnTheDayOfTheOrder() throws Exception {
        LocalDate day = clock.dayNotYetReached();
        Msisdn customer = stage.customer();
        try {
            clock.turnTo(day);
            UUID payout = stage.order(customer, SERVED, 5_000_002);
            clock.turnTo(day.plusDays(3));
            send();

            assertThat(listed(customer, day)).hasSize(3).contains(payout);
            assertThat(listed(customer, day.plusDays(3))).isEmpty();
        } finally {
            clock.reset();
        }
    }

    private List<UUID> listed(Msisdn customer, LocalDate day) {
        Instant from = Jakarta.startOf(day);
        Instant to = Jakarta.startOf(day.plusDays(1));
        return archive
                .page(new PayoutArchive.Page(null, null, customer, null, null, null, from, to, null, 10))
                .payouts()
                .stream()
                .map(PayoutRecord::id)
                .toList();
    }

    /** The clock of the process that splits may be behind. */
    @Test
    void splitPayoutComesBeforeItsParts() throws Exception {
        UUID payout = stage.order(stage.customer(), SERVED, 3_000_000);
        UUID part = new UUID(payout.getMostSignificantBits() - (1L << 16), payout.getLeastSignificantBits());
        jdbc.sql("""
                        insert into payouts.payout (id, partner, msisdn, wallet, amount, state, due_at, created_at)
                        select ?, partner, msisdn, wallet, 1000000, state, due_at, created_at from payouts.payout where id = ?""").params(part, payout).update();
        jdbc.sql("""
                        insert into payouts.item (payout, position, kind, purchase, reference, amount)
                        select ?, 0, 'SPLIT', purchase, reference, 1000000 from payouts.item where payout = ?""").params(part, payout).update();

        assertThat(purchasePayouts.of(purchases(payout)).values())
                .singleElement()
                .satisfies(paying -> assertThat(paying)
                        .extracting(PurchasePayouts.Glance::payout)
                        .containsExactly(payout, part));
    }

    @Test
    void lowerLimitOfWalletAndProvidersCounts() throws Exception {
        UUID ofProvider = stage.order(stage.customer(), WALLET, 250_001);
        UUID ofWallet = stage.order(stage.customer(), NARROW, 80_000);

        send();

        assertThat(stage.items(ofProvider)).containsExactly("PURCHASE 250001", "SPLIT -166667");
        assertThat(stage.items(ofWallet)).containsExactly("PURCHASE 80000", "SPLIT -40000");
    }

    @Test
    void whatCannotBeSplitGoesToPeople() throws Exception {
        UUID belowTheMinimum = stage.order(stage.customer(), NARROW, 55_000);
        UUID tooMany = stage.order(stage.customer(), SERVED, 200_000_001);

        send();

        assertThat(stage.state(belowTheMinimum)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.reason(belowTheMinimum)).isEqualTo("ABOVE_WALLET_MAXIMUM");
        assertThat(stage.items(belowTheMinimum)).containsExactly("PURCHASE 55000");
        assertThat(stage.state(tooMany)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.facts(tooMany)).containsExactly("PAYOUT_ATTENTION");
    }

    /** An api of an earlier version would show and cancel only the first part. */
    @Test
    void highPayoutsWaitWhileSplittingIsOff() throws Exception {
        Msisdn customer = stage.customer();
        UUID high = stage.order(customer, SERVED, 3_000_000);
        UUID other = stage.order(stage.customer(), SERVED, 2_000_000);

        try (AnnotationConfigApplicationContext off = new AnnotationConfigApplicationContext()) {
            off.setParent(context);
            off.registerBean(
                    context.getBeanNamesForType(PayoutSettings.class)[0],
                    PayoutSettings.class,
                    () -> new Binder(new MapConfigurationPropertySource(Map.of("off.split-high-payouts", "false")))
                            .bindOrCreate("off", PayoutSettings.class));
            off.register(Planning.class, SplitPayouts.class, Sending.class, Dispatch.class);
            off.refresh();
            off.getBean(Dispatch.class).run();
            assertThat(off.getBean(Dispatch.class).awaitIdle(Duration.ofSeconds(20)))
                    .isTrue();
        }
        assertThat(amounts(customer)).containsExactly("PENDING 3000000");
        assertThat(stage.reason(high)).isEqualTo("SPLITTING_IS_OFF");
        assertThat(stage.state(other)).isEqualTo(PayoutState.PAID);

        clock.advance(Duration.ofMinutes(5));
        send();
        send();
        assertThat(amounts(customer)).containsExactly("PAID 1500000", "PAID 1500000");
    }

    /** Its attempt may still turn out to be paid. */
    @Test
    void payoutThatWasTriedKeepsItsAmount() throws Exception {
        UUID tried = stage.order(stage.customer(), SERVED, 3_000_000);
        jdbc.sql("update payouts.payout set attempts = 1 where id = ?")
                .param(tried)
                .update();

        send();

        assertThat(stage.state(tried)).isEqualTo(PayoutState.ATTENTION);
        assertThat(stage.reason(tried)).isEqualTo("ABOVE_MAXIMUM");
        assertThat(stage.items(tried)).containsExactly("PURCHASE 3000000");
    }

    @Test
    void setsOffBeforeItSplits() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 2_500_000);
        owes(payout, 600_000);

        send();

        assertThat(stage.items(payout)).containsExactly("PURCHASE 2500000", "NETTING -600000");
        assertThat(amounts(customer)).containsExactly("PAID 1900000");
    }

    @Test
    void splitsWhatIsLeftAfterSettingOff() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 3_600_000);
        owes(payout, 600_000);

        send();

        assertThat(stage.items(payout)).containsExactly("PURCHASE 3600000", "NETTING -600000", "SPLIT -1500000");
        assertThat(amounts(customer)).containsExactly("PAID 1500000", "PENDING 1500000");
    }

    @Test
    void peopleDecideAboutEachPart() throws Exception {
        SERVING.forEach(provider -> stage.pause(provider, true));
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 3_000_000);

        send();
        send();

        assertThat(amounts(customer)).containsExactly("HELD 1500000", "HELD 1500000");
        assertThatExceptionOfType(Refusal.class)
                .as("they decided about the whole amount")
                .isThrownBy(() -> cancelPayout.cancel(payout, Money.rupiah(3_000_000), PEOPLE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
        cancelPayout.cancel(payout, Money.rupiah(1_500_000), PEOPLE);
        assertThat(stage.journalOf(payout)).containsExactly("CANCEL: CUSTOMER_PAYABLE <- FUNDING 1500000");

        SERVING.forEach(provider -> stage.pause(provider, false));
        dispatch.releaseHeld();
        send();

        assertThat(amounts(customer)).containsExactly("CANCELLED 1500000", "PAID 1500000");
    }

    @Test
    void peopleRetryWhatWasTooHighBefore() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, SERVED, 3_000_000);
        stage.put(payout, PayoutState.ATTENTION, "ABOVE_MAXIMUM");

        retryPayout.retry(payout, PEOPLE);
        send();
        send();

        assertThat(amounts(customer)).containsExactly("PAID 1500000", "PAID 1500000");
    }

    /** A collected payout pays several purchases, so it would not be split. */
    @Test
    void collectsNoMoreThanOneOrderMayCarry() {
        transactions.executeWithoutResult(status -> {
            settings.addWallets(
                    List.of(new Wallets.Wallet("HIGH3", "HIGH3", Money.rupiah(90_000), Money.rupiah(2_000_000))));
            settings.addFees(List.of(fee("XENIT", "HIGH3", 100_000)));
        });
        versions.refresh();
        Msisdn customer = stage.customer();
        stage.order(customer, "HIGH3", 60_000);
        stage.order(customer, "HIGH3", 60_000);
        stage.order(customer, "HIGH3", 40_000);

        assertThat(collectSmallPayouts.run()).isEqualTo(1);

        assertThat(amounts(customer)).containsExactly("PENDING 100000", "HELD 60000", "CANCELLED 0");
    }

    private void send() throws InterruptedException {
        dispatch.run();
        assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
    }

    /** The customer of a payout owes for an earlier purchase. */
    private void owes(UUID payout, long rupiah) {
        ledger.open(Account.ofPartner(AccountKind.CLAWBACK, "LAJADA"));
        jdbc.sql("""
                        insert into payouts.refund (id, payout, purchase, reference, partner, msisdn, wallet, amount, state, owed, open, recorded_at)
                        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'EARLIER', partner, msisdn, wallet, ?, 'OWED', ?, ?, now()
                        from payouts.payout where id = ?""").params(rupiah, rupiah, rupiah, payout).update();
    }

    private List<UUID> payouts(Msisdn customer) {
        return jdbc.sql("select id from payouts.payout where msisdn = ? order by id")
                .param(customer.digits())
                .query(UUID.class)
                .list();
    }

    private List<String> amounts(Msisdn customer) {
        return jdbc.sql("select state || ' ' || amount::bigint from payouts.payout where msisdn = ? order by id")
                .param(customer.digits())
                .query(String.class)
                .list();
    }

    private List<UUID> purchases(UUID payout) {
        return jdbc.sql("select distinct purchase from payouts.item where payout = ?")
                .param(payout)
                .query(UUID.class)
                .list();
    }

    private Instant createdAt(UUID payout) {
        return archive.find(payout).orElseThrow().createdAt();
    }

    private static RoutingSettings.Fee fee(String provider, String wallet, long maximum) {
        return new RoutingSettings.Fee(
                provider, wallet, Instant.EPOCH, Money.rupiah(100), Money.rupiah(1), Money.rupiah(maximum), false);
    }
}
