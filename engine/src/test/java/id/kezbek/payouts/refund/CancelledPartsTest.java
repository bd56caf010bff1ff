package id.kezbek.payouts.refund;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.payouts.PayoutsStage;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts;
import id.kezbek.payouts.TestRefunds;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.dispatch.Dispatch;
import id.kezbek.payouts.records.PayoutsTest;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refunds after people cancelled a payout in which a debt was set off: the partner has a part, and the customer has the rest. */
@PayoutsTest
class CancelledPartsTest {

    private static final PartnerId LAJADA = new PartnerId(1);
    private static final List<String> SERVING = List.of("MTRANS", "XENIT", "LSAJAH2H");

    @Autowired
    TestRefunds refunds;

    @Autowired
    RefundedPayouts refundedPayouts;

    @Autowired
    CancelPayout cancelPayout;

    @Autowired
    Dispatch dispatch;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    Ledger ledger;

    @Autowired
    PayoutsStage stage;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void clear() {
        SERVING.forEach(provider -> stage.pause(provider, false));
        stage.clear();
    }

    @Test
    void recoversOnlyWhatTheCustomerHasTooMuch() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 3_600_000);
        owes(payout, 600_000);
        SERVING.forEach(provider -> stage.pause(provider, true));
        send();
        assertThat(amounts(customer)).containsExactly("HELD 1500000", "HELD 1500000");
        Money before = fundingSlots.available(LAJADA);
        cancelPayout.cancel(payout, null, "two people");
        SERVING.forEach(provider -> stage.pause(provider, false));
        dispatch.releaseHeld();
        send();
        assertThat(amounts(customer)).containsExactly("CANCELLED 1500000", "PAID 1500000");

        // The customer has 600,000, which was set off, and 1,500,000, and keeps 2,000,000.
        UUID part = refunds.refund(payout, Money.rupiah(1_600_000));
        assertThat(owed(part)).as("and the rest was returned before").isEqualTo("100000 100000, 1500000 0");
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(1_600_000));

        UUID rest = refunds.refund(payout, Money.rupiah(2_000_000));
        assertThat(refundedPayouts.of(List.of(rest)).get(rest))
                .isEqualTo(
                        new RefundedPayouts.Seen(RefundState.OWED, Money.rupiah(2_000_000), Money.rupiah(2_000_000)));
        assertThat(fundingSlots.available(LAJADA).minus(before)).isEqualTo(Money.rupiah(3_600_000));
    }

    /** It pays one purchase and was not split. */
    @Test
    void aWholePayoutIsTreatedTheSame() throws Exception {
        Msisdn customer = stage.customer();
        UUID payout = stage.order(customer, "LSAJA", 100_000);
        owes(payout, 40_000);
        SERVING.forEach(provider -> stage.pause(provider, true));
        send();
        cancelPayout.cancel(payout, null, "two people");
        assertThat(amounts(customer)).containsExactly("CANCELLED 60000");

        assertThat(owed(refunds.refund(payout, Money.rupiah(50_000)))).isEqualTo("50000 0");
        assertThat(owed(refunds.refund(payout, Money.rupiah(20_000))))
                .as("10,000 of it was set off")
                .isEqualTo("20000 10000");
        assertThat(owed(refunds.refund(payout, Money.rupiah(30_000)))).isEqualTo("30000 30000");
    }

    /** The amount of each part of a refund, the newest payout first, with what the customer owes of it. */
    private String owed(UUID refund) {
        return String.join(", ", jdbc.sql("""
                                select amount::bigint || ' ' || owed::bigint from payouts.refund
                                where ? in (id, refund) order by payout desc""").param(refund).query(String.class).list());
    }

    private void owes(UUID payout, long rupiah) {
        ledger.open(Account.ofPartner(AccountKind.CLAWBACK, "LAJADA"));
        jdbc.sql("""
                        insert into payouts.refund (id, payout, purchase, reference, partner, msisdn, wallet, amount, state, owed, open, recorded_at)
                        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'EARLIER', partner, msisdn, wallet, ?, 'OWED', ?, ?, now()
                        from payouts.payout where id = ?""").params(rupiah, rupiah, rupiah, payout).update();
    }

    private List<String> amounts(Msisdn customer) {
        return jdbc.sql("select state || ' ' || amount::bigint from payouts.payout where msisdn = ? order by id")
                .param(customer.digits())
                .query(String.class)
                .list();
    }

    private void send() throws InterruptedException {
        for (int times = 0; times < 2; times++) {
            dispatch.run();
            assertThat(dispatch.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
    }
}
