package id.kezbek.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.kezbek.billing.terms.BeginLimits;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.Pipeline;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.StaffCalls;
import id.kezbek.testing.TestPartners;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of a partner's credit limit and of its other funding settings. */
@EngineTest
class FundingTermsTest {

    private static final int PURCHASES_DURING = 60;
    private static final int PURCHASES_MAX = 20;
    private static final long ANSWER_SECONDS_MAX = 60;

    private final EngineUnderTest engine;
    private final TestPartners partners;
    private final ChangeFundingTerms terms;
    private final FundingWorld world;
    private final StaffCalls staff;

    FundingTermsTest(EngineUnderTest engine, TestPartners partners, ChangeFundingTerms terms) {
        this.engine = engine;
        this.partners = partners;
        this.terms = terms;
        this.world = new FundingWorld(engine);
        this.staff = new StaffCalls(engine);
    }

    @AfterEach
    void close() {
        staff.close();
    }

    @Test
    void twoPeopleLetAFreshPartnerSpendOnCreditUpToALimit() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        Answer approved = staff.twoPeople(path(partner, "limit"), limit("9000.00"));
        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.body().get("summary").asString())
                .isEqualTo("partner " + code(partner) + " gets a credit limit of Rp9.000");
        world.awaitLimit(partner);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(9_000));

        assertThat(world.purchase(partner, 100_000)).isInstanceOf(Acceptance.Accepted.class);
        Money owed = world.booked(partner, AccountKind.RECEIVABLE);
        assertThat(owed.isPositive()).isTrue();
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(9_000).minus(owed));
        Acceptance last = world.purchase(partner, 100_000);
        for (int i = 0; i < PURCHASES_MAX && last instanceof Acceptance.Accepted; i++) {
            last = world.purchase(partner, 100_000);
        }
        assertThat(refused(last)).isEqualTo("funding-short");
        assertThat(world.booked(partner, AccountKind.RECEIVABLE).atLeast(Money.rupiah(9_001)))
                .isFalse();
    }

    @Test
    void partnerWithMovementsCannotBecomePostpaid() {
        PartnerId partner = partners.prepaid(Money.rupiah(1));
        Answer refused = staff.twoPeople(path(partner, "limit"), limit("1000.00"));
        assertThat(refused.v2()).isEqualTo("409 state-conflict");
        assertThat(refused.body().get("detail").asString()).contains("payments or purchases");
        assertThat(world.partner(partner).fundingMode()).isEqualTo(Partner.FundingMode.PREPAID);
    }

    @Test
    void refusesApprovalAfterTopUp() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        Answer proposed = staff.post(path(partner, "limit"), Role.FINANCE, limit("5.00"));
        engine.get(RecordTopUp.class)
                .record(new TopUp(
                        world.partner(partner), Money.rupiah(5), "overtaking " + partner, "overtaking", "test"));
        Answer late =
                staff.post("/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve", Role.ADMIN, "");
        assertThat(late.v2()).isEqualTo("409 state-conflict");
        assertThat(world.partner(partner).fundingMode()).isEqualTo(Partner.FundingMode.PREPAID);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(5));
    }

    @Test
    void newLimitChangesAvailableFundsByDifference() {
        PartnerId partner = onCredit(10_000);
        world.purchase(partner, 100_000);
        Money owed = world.booked(partner, AccountKind.RECEIVABLE);

        terms.postpaid(partner, Optional.of(Money.rupiah(15_000)), "test");
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(15_000).minus(owed));
        terms.postpaid(partner, Optional.of(owed), "test");
        assertThat(world.available(partner)).isEqualTo(Money.ZERO);

        Refusal below = catchThrowableOfType(
                Refusal.class, () -> terms.postpaid(partner, Optional.of(owed.minus(Money.rupiah(1))), "test"));
        assertThat(below.code().v2Code()).isEqualTo("state-conflict");
        assertThat(world.partner(partner).creditLimit()).contains(owed);
    }

    @Test
    void limitSetAgainCountsDebt() {
        PartnerId partner = onCredit(10_000);
        terms.postpaid(partner, Optional.empty(), "test");
        world.purchase(partner, 900_000);
        Money owed = world.booked(partner, AccountKind.RECEIVABLE);
        terms.postpaid(partner, Optional.of(owed.plus(Money.rupiah(7))), "test");
        world.awaitLimit(partner);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(7));
    }

    /** Purchases run while a partner without a limit gets one. All their amounts count, before or after the change. */
    @Test
    void newLimitCountsConcurrentPurchases() throws Exception {
        PartnerId partner = partners.prepaid(Money.ZERO);
        terms.postpaid(partner, Optional.empty(), "test");
        Money limit = Money.rupiah(50_000_000);
        List<Future<Acceptance>> purchases = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < PURCHASES_DURING; i++) {
                purchases.add(callers.submit(() -> world.purchase(partner, 100_000)));
                if (i == PURCHASES_DURING / 2) {
                    terms.postpaid(partner, Optional.of(limit), "test");
                }
            }
            for (Future<Acceptance> purchase : purchases) {
                Acceptance outcome = purchase.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
                assertThat(outcome instanceof Acceptance.Accepted
                                || refused(outcome).equals("funding-short"))
                        .isTrue();
            }
        }
        world.awaitLimit(partner);
        assertThat(world.available(partner)).isEqualTo(limit.minus(world.booked(partner, AccountKind.RECEIVABLE)));
    }

    @Test
    void newLimitWaitsForOpenTransactions() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        TransactionTemplate transactions = engine.get(TransactionTemplate.class);
        BeginLimits beginLimits = engine.get(BeginLimits.class);
        transactions.executeWithoutResult(running -> {
            engine.get(JdbcClient.class).sql("select 1").query(Integer.class).single();
            runBeside(() -> terms.postpaid(partner, Optional.of(Money.rupiah(9)), "test"));
            for (int look = 0; look < 3; look++) {
                runBeside(beginLimits::run);
            }
            assertThat(world.available(partner)).isEqualTo(Money.ZERO);
        });
        world.awaitLimit(partner);
        assertThat(world.available(partner)).isEqualTo(Money.rupiah(9));
    }

    @Test
    void failureForOnePartnerDelaysNoOtherLimit() {
        PartnerId withoutLimit = partners.prepaid(Money.ZERO);
        JdbcClient jdbc = engine.get(JdbcClient.class);
        jdbc.sql("insert into billing.new_limit (partner) values (?)")
                .param(withoutLimit.value())
                .update();
        try {
            PartnerId partner = partners.prepaid(Money.ZERO);
            terms.postpaid(partner, Optional.of(Money.rupiah(9)), "test");
            world.awaitLimit(partner);
            assertThat(world.available(partner)).isEqualTo(Money.rupiah(9));
        } finally {
            jdbc.sql("delete from billing.new_limit where partner = ?")
                    .param(withoutLimit.value())
                    .update();
        }
    }

    /** The last purchase under the earlier terms exceeds the new limit. Then a payout is cancelled. */
    @Test
    void returnedMoneyAboveNewLimitIsNotAvailable() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        terms.postpaid(partner, Optional.empty(), "test");
        TransactionTemplate transactions = engine.get(TransactionTemplate.class);
        transactions.executeWithoutResult(running -> {
            engine.get(JdbcClient.class).sql("select 1").query(Integer.class).single();
            runBeside(() -> terms.postpaid(partner, Optional.of(Money.rupiah(10_000)), "test"));
            owe(partner, 15_000);
        });
        transactions.executeWithoutResult(
                status -> engine.get(FundingSlots.class).grant(partner, Money.rupiah(1_000)));

        Eventually.holds(
                "nothing is left to spend", () -> world.available(partner).equals(Money.ZERO));
        assertThat(refused(world.purchase(partner, 100_000))).isEqualTo("funding-short");
    }

    private void owe(PartnerId partner, long rupiah) {
        Account receivable =
                Account.ofPartner(AccountKind.RECEIVABLE, world.partner(partner).code());
        Account payable = Account.own(AccountKind.CUSTOMER_PAYABLE);
        Ledger ledger = engine.get(Ledger.class);
        ledger.open(receivable, payable);
        Ids ids = engine.get(Ids.class);
        Pipeline writing = new Pipeline();
        ledger.post(
                writing,
                List.of(new Movement(
                        ids.next(),
                        MovementKind.ACCEPT,
                        ids.next(),
                        receivable,
                        payable,
                        Money.rupiah(rupiah),
                        engine.clock().instant())));
        writing.run(engine.get(JdbcTemplate.class));
    }

    @Test
    void twoPeopleSetTreatmentOfShortPurchases() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        assertThat(world.partner(partner).shortFunding()).isEqualTo(Partner.ShortFunding.REFUSE);
        String hold = "{\"setting\":\"HOLD\",\"reason\":\"agreed\"}";
        assertThat(staff.twoPeople(path(partner, "when-short"), hold).status()).isEqualTo(200);
        assertThat(world.partner(partner).shortFunding()).isEqualTo(Partner.ShortFunding.HOLD);
        assertThat(staff.twoPeople(path(partner, "when-short"), hold).v2()).isEqualTo("409 state-conflict");
    }

    @Test
    void warnsOfDoubledOrRemovedLimit() {
        PartnerId partner = onCredit(10_000);
        assertThat(warnings(partner, limit("20000.00"))).isEmpty();
        assertThat(warnings(partner, limit("20001.00")))
                .containsExactly("the new limit is more than twice the current limit of Rp10.000");
        assertThat(warnings(partner, "{\"mode\":\"POSTPAID\",\"reason\":\"agreed with the partner\"}"))
                .containsExactly("the partner's debt has no limit");
    }

    /** The warnings of a proposal, which is then withdrawn. */
    private List<String> warnings(PartnerId partner, String body) {
        Answer proposed = staff.post(path(partner, "limit"), Role.FINANCE, body);
        assertThat(proposed.status()).as("%s", proposed.body()).isEqualTo(202);
        assertThat(staff.post(
                                "/api/v2/approvals/" + proposed.body().get("id").asString() + "/withdraw",
                                Role.FINANCE,
                                "{\"reason\":\"asked what it would warn of\"}")
                        .status())
                .isEqualTo(200);
        return proposed.body()
                .get("warnings")
                .valueStream()
                .map(warning -> warning.asString())
                .toList();
    }

    @Test
    void badInputIsNamed() {
        PartnerId partner = partners.prepaid(Money.ZERO);
        assertThat(staff.twoPeople(path(partner, "limit"), "{}").fields()).containsExactly("mode", "reason");
        assertThat(staff.twoPeople(path(partner, "limit"), "{\"mode\":\"PREPAID\",\"reason\":\"x\"}")
                        .fields())
                .containsExactly("mode");
        assertThat(staff.twoPeople(
                                path(partner, "limit"),
                                "{\"mode\":\"POSTPAID\",\"limit\":{\"value\":\"-1\",\"currency\":\"IDR\"},\"reason\":\"x\"}")
                        .fields())
                .containsExactly("limit.value");
        assertThat(staff.twoPeople(path(partner, "when-short"), "{\"setting\":\"MAYBE\",\"reason\":\"x\"}")
                        .fields())
                .containsExactly("setting");
        assertThat(staff.twoPeople("/api/v2/partners/NOBODY/funding/limit", limit("1.00"))
                        .v2())
                .isEqualTo("404 not-found");
    }

    private PartnerId onCredit(long limit) {
        PartnerId partner = partners.prepaid(Money.ZERO);
        terms.postpaid(partner, Optional.of(Money.rupiah(limit)), "test");
        world.awaitLimit(partner);
        return partner;
    }

    private static void runBeside(Runnable action) {
        Thread thread = Thread.ofPlatform().start(action);
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String refused(Acceptance outcome) {
        return outcome instanceof Acceptance.Refused refused
                ? refused.refusal().code().v2Code()
                : outcome.toString();
    }

    private String code(PartnerId partner) {
        return world.partner(partner).code();
    }

    private String path(PartnerId partner, String what) {
        return "/api/v2/partners/" + code(partner) + "/funding/" + what;
    }

    private static String limit(String value) {
        return "{\"mode\":\"POSTPAID\",\"limit\":{\"value\":\"" + value
                + "\",\"currency\":\"IDR\"},\"reason\":\"agreed with the partner\"}";
    }
}
