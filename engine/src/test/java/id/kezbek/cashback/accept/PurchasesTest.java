package id.kezbek.cashback.accept;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Acceptance.Repeated;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Standing;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestClock;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class PurchasesTest {

    private static final Msisdn CUSTOMER = new Msisdn("628118770510");
    private static final Money PLENTY = Money.rupiah(1_000_000_000);

    @Autowired
    Purchases purchases;

    @Autowired
    CustomerStanding customerStanding;

    @Autowired
    TestPartners partners;

    @Autowired
    PartnerDirectory directory;

    @Autowired
    Rules rules;

    @Autowired
    Balances balances;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TestClock clock;

    @AfterEach
    void turnTheClockBack() {
        clock.reset();
    }

    @AfterEach
    void booksBalance() {
        assertThat(balances.trialBalance().stream()
                        .map(Balances.Balance::amount)
                        .reduce(Money.ZERO, Money::plus))
                .isEqualTo(Money.ZERO);
    }

    @Test
    void recordsEverythingThatFollowsFromAPurchase() {
        PartnerId partner = partners.prepaid(PLENTY);

        Accepted accepted = accepted(one(purchase(partner, "INV/1", 2, "750000")));

        assertThat(accepted.decision().cashback()).isEqualTo(Money.rupiah(11_250));
        assertThat(accepted.after().tier()).isEqualTo("BRONZE");
        assertThat(fundingSlots.available(partner)).isEqualTo(PLENTY.minus(Money.rupiah(11_250)));
        assertThat(balances.at(
                        Account.ofPartner(AccountKind.FUNDING, code(partner)),
                        Instant.now().plusSeconds(60)))
                .isEqualTo(PLENTY.minus(Money.rupiah(11_250)).negated());
        assertThat(jdbc.sql("""
                        select p.state, p.amount, p.wallet, i.purchase, i.amount as item
                        from payouts.payout p join payouts.item i on i.payout = p.id where p.id = ?""").param(accepted.payout()).query().singleRow())
                .containsEntry("amount", new BigDecimal("11250.00"))
                .containsEntry("item", new BigDecimal("11250.00"))
                .containsEntry("wallet", "LSAJA")
                .containsEntry("purchase", accepted.id());
        assertThat(jdbc.sql("select body ->> 'reference' from facts.fact where subject = ?")
                        .param(accepted.id())
                        .query(String.class)
                        .list())
                .containsExactly("INV/1");
        assertThat(jdbc.sql("select cause from loyalty.journey where purchase = ?")
                        .param(accepted.id())
                        .query(String.class)
                        .list())
                .containsExactly("JOINED");
    }

    @Test
    void repeatGetsFirstAnswerAfterRuleChange() {
        PartnerId partner = partners.prepaid(PLENTY);
        Accepted first = accepted(one(purchase(partner, "R", 1, "100000")));
        transactions.executeWithoutResult(status -> rules.add(ruleFor(partner, 900, "50")));

        assertThat(one(purchase(partner, "R", 1, "100000.00"))).isEqualTo(new Repeated(first.id(), first.at()));
        assertThat(count(partner)).isEqualTo(1);
    }

    @Test
    void sameReferenceWithOtherValuesIsConflict() {
        PartnerId partner = partners.prepaid(PLENTY);
        one(purchase(partner, "R", 1, "100000"));

        assertThat(refusal(one(purchase(partner, "R", 2, "100000")))).isEqualTo(ErrorCode.REFERENCE_CONFLICT);
        assertThat(count(partner)).isEqualTo(1);
        assertThat(fundingSlots.available(partner)).isEqualTo(PLENTY.minus(Money.rupiah(1_000)));
    }

    @Test
    void referencesOfDifferentPartnersDoNotMeet() {
        Accepted one = accepted(one(purchase(partners.prepaid(PLENTY), "SAME", 1, "100000")));
        Accepted other = accepted(one(purchase(partners.prepaid(PLENTY), "SAME", 1, "100000")));

        assertThat(one.id()).isNotEqualTo(other.id());
    }

    @Test
    void refusedPurchaseRecordsNothing() {
        PartnerId partner = partners.prepaid(PLENTY);

        assertThat(refusal(one(purchase(partner, "R", 1, "49999.99")))).isEqualTo(ErrorCode.NO_CASHBACK);
        assertThat(refusal(one(new Purchase(partner, "R", CUSTOMER, null, "NOPE", 1, Money.rupiah(100_000)))))
                .isEqualTo(ErrorCode.WALLET_INVALID);
        assertThat(count(partner)).isZero();
        assertThat(customerStanding.find(new MemberKey(partner, CUSTOMER))).isEmpty();
        assertThat(one(purchase(partner, "R", 1, "50000"))).isInstanceOf(Accepted.class);
    }

    @Test
    void decidesItemsOfListInOrder() {
        PartnerId partner = partners.prepaid(PLENTY);

        List<Acceptance> outcomes = purchases.accept(List.of(
                purchase(partner, "A", 1, "100000"),
                purchase(partner, "TOO-SMALL", 1, "1"),
                purchase(partner, "B", 1, "100000"),
                purchase(partner, "A", 1, "100000"),
                purchase(partner, "A", 1, "100001"),
                purchase(partner, "C", 1, "100000"),
                purchase(partner, "TOO-SMALL", 1, "50000"),
                purchase(partner, "D", 1, "100000")));

        assertThat(outcomes)
                .extracting(Acceptance::getClass)
                .map(Class::getSimpleName)
                .containsExactly(
                        "Accepted", "Refused", "Accepted", "Repeated", "Refused", "Accepted", "Accepted", "Accepted");
        assertThat(((Repeated) outcomes.get(3)).id()).isEqualTo(((Accepted) outcomes.get(0)).id());
        assertThat(accepted(outcomes.get(5)).reward()).isEqualTo(Money.rupiah(1_000));
        assertThat(accepted(outcomes.get(7)).reward()).isEqualTo(Money.rupiah(2_500));
        assertThat(accepted(outcomes.get(7)).after().tier()).isEqualTo("SILVER");
        assertThat(fundingSlots.available(partner))
                .isEqualTo(PLENTY.minus(Money.rupiah(4 * 1_000 + 500 + 1_000 + 2_500)));
    }

    @Test
    void prepaidPartnerSpendsDownToZero() {
        PartnerId partner = partners.prepaid(Money.rupiah(2_500));

        assertThat(one(purchase(partner, "1", 1, "100000"))).isInstanceOf(Accepted.class);
        assertThat(one(purchase(partner, "2", 1, "100000"))).isInstanceOf(Accepted.class);
        assertThat(refusal(one(purchase(partner, "3", 1, "100000")))).isEqualTo(ErrorCode.FUNDING_SHORT);
        assertThat(count(partner)).isEqualTo(2);
        assertThat(fundingSlots.available(partner)).isEqualTo(Money.rupiah(500));
        assertThat(refusal(one(purchase(partners.prepaid(Money.ZERO), "1", 1, "100000"))))
                .isEqualTo(ErrorCode.FUNDING_SHORT);
    }

    @Test
    void postpaidPartnerWithoutLimitGoesIntoDebt() {
        PartnerId partner = partners.postpaid();

        one(purchase(partner, "1", 1, "100000"));

        assertThat(balances.at(
                        Account.ofPartner(AccountKind.RECEIVABLE, code(partner)),
                        Instant.now().plusSeconds(60)))
                .isEqualTo(Money.rupiah(1_000));
    }

    @Test
    void suspensionAppliesToNextPurchase() {
        PartnerId partner = partners.prepaid(PLENTY);
        one(purchase(partner, "1", 1, "100000"));
        partners.suspend(partner);

        assertThat(refusal(one(purchase(partner, "2", 1, "100000")))).isEqualTo(ErrorCode.UNAUTHORIZED);
    }

    @Test
    void newRuleAppliesToNextPurchase() {
        PartnerId partner = partners.prepaid(PLENTY);
        one(purchase(partner, "1", 1, "100000"));
        transactions.executeWithoutResult(status -> rules.add(ruleFor(partner, 901, "10")));

        Accepted next = accepted(one(purchase(partner, "2", 1, "100000")));

        assertThat(next.decision().rule().id()).isEqualTo(901 + partner.value() * 1_000);
        assertThat(next.decision().cashback()).isEqualTo(Money.rupiah(10_000));
    }

    @Test
    void endsExpiredTierBeforePurchaseInJakartaTime() {
        PartnerId partner = partners.prepaid(PLENTY);
        clock.turnTo(LocalDate.of(2027, 1, 10));
        for (int i = 1; i <= 5; i++) {
            one(purchase(partner, "R" + i, 1, "100000"));
        }
        MemberKey customer = new MemberKey(partner, CUSTOMER);
        LocalDate over = LocalDate.of(2027, 1, 10).plusDays(90);
        assertThat(customerStanding.find(customer)).contains(new Standing("SILVER", 1, 2, over));

        clock.turnTo(over);

        assertThat(customerStanding.find(customer)).contains(new Standing("BRONZE", 1, 3, over.plusDays(90)));
        Accepted next = accepted(one(purchase(partner, "R6", 1, "100000")));
        assertThat(next.after()).isEqualTo(new Standing("BRONZE", 2, 3, over.plusDays(90)));
        assertThat(jdbc.sql("select cause from loyalty.journey where partner = ? order by entry")
                        .param(partner.value())
                        .query(String.class)
                        .list())
                .containsExactly("JOINED", "PROMOTED", "EXPIRED");
    }

    private String code(PartnerId partner) {
        return directory.find(partner).orElseThrow().code();
    }

    private Acceptance one(Purchase purchase) {
        return purchases.accept(List.of(purchase)).getFirst();
    }

    private long count(PartnerId partner) {
        return jdbc.sql("select count(*) from cashback.purchase where partner = ?")
                .param(partner.value())
                .query(Long.class)
                .single();
    }

    static UUID id(Acceptance outcome) {
        return switch (outcome) {
            case Accepted accepted -> accepted.id();
            case Repeated repeated -> repeated.id();
            case Refused refused ->
                throw new AssertionError("refused: " + refused.refusal().getMessage());
            case Acceptance.Failed failed -> throw new AssertionError(failed.cause());
        };
    }

    private static Accepted accepted(Acceptance outcome) {
        assertThat(outcome).isInstanceOf(Accepted.class);
        return (Accepted) outcome;
    }

    private static ErrorCode refusal(Acceptance outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).refusal().code();
    }

    private static Purchase purchase(PartnerId partner, String reference, int quantity, String amount) {
        return new Purchase(
                partner, reference, CUSTOMER, null, "LSAJA", quantity, Money.rupiah(new BigDecimal(amount)));
    }

    static Purchase purchase(PartnerId partner, String reference, Msisdn customer, String amount) {
        return new Purchase(partner, reference, customer, null, "LSAJA", 1, Money.rupiah(new BigDecimal(amount)));
    }

    private static Rule ruleFor(PartnerId partner, long id, String percent) {
        return new Rule(
                id + partner.value() * 1_000,
                1,
                partner,
                null,
                1,
                null,
                Money.rupiah(50_000),
                null,
                new BigDecimal(percent),
                null,
                Instant.EPOCH,
                null,
                RuleLimits.NONE);
    }
}
