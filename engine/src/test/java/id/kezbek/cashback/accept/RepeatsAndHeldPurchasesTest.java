package id.kezbek.cashback.accept;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Acceptance.Repeated;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.ChangePartnerFunding;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestPartners;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A repeat gets the first response, whatever has changed since. A purchase beyond the funds is held if the partner
 * has this setting.
 */
@EngineTest
class RepeatsAndHeldPurchasesTest {

    private static final long ANSWER_SECONDS_MAX = 30;

    @Autowired
    Purchases purchases;

    @Autowired
    TestPartners partners;

    @Autowired
    PartnerDirectory directory;

    @Autowired
    ChangePartnerFunding changePartnerFunding;

    @Autowired
    RecordTopUp recordTopUp;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    Balances balances;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void repeatGetsFirstAnswerWithoutFunds() {
        PartnerId partner = partners.prepaid(Money.rupiah(1_000));
        Accepted first = (Accepted) one(purchase(partner, "A", 100_000));

        assertThat(one(purchase(partner, "A", 100_000))).isEqualTo(new Repeated(first.id(), first.at()));
        assertThat(code(one(purchase(partner, "B", 100_000)))).isEqualTo(ErrorCode.FUNDING_SHORT);
        assertThat(one(purchase(partner, "A", 100_000))).isEqualTo(new Repeated(first.id(), first.at()));
    }

    @Test
    void repeatWithNowInvalidValuesIsConflict() {
        PartnerId partner = partners.prepaid(Money.rupiah(10_000));
        one(purchase(partner, "A", 100_000));

        assertThat(code(one(purchase(partner, "A", 100)))).isEqualTo(ErrorCode.REFERENCE_CONFLICT);
        assertThat(code(one(purchase(partner, "B", 100)))).isEqualTo(ErrorCode.NO_CASHBACK);
        assertThat(fundingSlots.available(partner)).isEqualTo(Money.rupiah(9_000));
    }

    @Test
    void repeatDelaysNoNewPurchase() {
        PartnerId partner = partners.prepaid(Money.rupiah(10_000));
        Accepted first = (Accepted) one(purchase(partner, "A", 100_000));

        List<Acceptance> outcomes = purchases.accept(List.of(
                purchase(partner, "B", 100_000), purchase(partner, "A", 100_000), purchase(partner, "C", 49_999)));

        assertThat(outcomes.get(0)).isInstanceOf(Accepted.class);
        assertThat(outcomes.get(1)).isEqualTo(new Repeated(first.id(), first.at()));
        assertThat(code(outcomes.get(2))).isEqualTo(ErrorCode.NO_CASHBACK);
    }

    @Test
    void holdsPurchaseBeyondFundsIfConfigured() {
        PartnerId partner = partners.prepaid(Money.rupiah(1_500));
        transactions.executeWithoutResult(
                status -> changePartnerFunding.whenShort(partner, Partner.ShortFunding.HOLD, "test"));

        Accepted paid = (Accepted) one(purchase(partner, "A", 100_000));
        Accepted held = (Accepted) one(purchase(partner, "B", 100_000));

        assertThat(paid.isFunded()).isTrue();
        assertThat(held.isFunded()).isFalse();
        assertThat(held.after().recurring()).isEqualTo(2);
        assertThat(payout(held)).isEqualTo("HELD FUNDING_SHORT");
        Eventually.holds("what was funded is paid", () -> payout(paid).equals("PAID"));
        assertThat(fundingSlots.available(partner)).isEqualTo(Money.rupiah(500));
        assertThat(inTheBooks(partner)).isEqualTo(Money.rupiah(500));

        recordTopUp.record(new TopUp(
                directory.find(partner).orElseThrow(), Money.rupiah(600), "second of " + partner, "second", "test"));

        assertThat(fundingSlots.available(partner)).isEqualTo(Money.rupiah(100));
        assertThat(inTheBooks(partner)).isEqualTo(Money.rupiah(100));
        Eventually.holds("what waited is paid", () -> payout(held).equals("PAID"));
    }

    /** Otherwise it would wait, with the customer's lock, for a batch that has the slot and waits for the customer. */
    @Test
    void locksFundingBeforeMembers() throws Exception {
        PartnerId partner = partners.prepaid(Money.rupiah(10_000));
        one(purchase(partner, "A", 100_000));
        // After the repeat, the next batches lock before they write.
        one(purchase(partner, "A", 100_000));
        CompletableFuture<Acceptance> waiting = new CompletableFuture<>();

        transactions.executeWithoutResult(holding -> {
            fundingSlots.lockAll(partner);
            waiting.completeAsync(() -> one(purchase(partner, "B", 100_000)), Thread::startVirtualThread);
            Eventually.holds("the list waits for the funding", this::somebodyWaitsForThisTransaction);
            assertThat(jdbc.sql("select recurring from loyalty.member where partner = ? for update nowait")
                            .param(partner.value())
                            .query(Integer.class)
                            .single())
                    .isOne();
        });

        assertThat(waiting.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)).isInstanceOf(Accepted.class);
    }

    private boolean somebodyWaitsForThisTransaction() {
        return jdbc.sql("""
                        select exists (select from pg_stat_activity
                                       where pg_backend_pid() = any(pg_blocking_pids(pid)))""").query(Boolean.class).single();
    }

    private Money inTheBooks(PartnerId partner) {
        return balances.at(
                        Account.ofPartner(
                                AccountKind.FUNDING,
                                directory.find(partner).orElseThrow().code()),
                        Instant.now().plusSeconds(60))
                .negated();
    }

    private String payout(Accepted accepted) {
        return jdbc.sql("select concat_ws(' ', state, reason) from payouts.payout where id = ?")
                .param(accepted.payout())
                .query(String.class)
                .single();
    }

    private Acceptance one(Purchase purchase) {
        return purchases.accept(List.of(purchase)).getFirst();
    }

    private static ErrorCode code(Acceptance outcome) {
        return ((Refused) outcome).refusal().code();
    }

    private static Purchase purchase(PartnerId partner, String reference, long rupiah) {
        return new Purchase(partner, reference, new Msisdn("628118770511"), null, "LSAJA", 1, Money.rupiah(rupiah));
    }
}
