package id.kezbek.cashback;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Acceptance.Accepted;
import id.kezbek.cashback.Acceptance.Refused;
import id.kezbek.cashback.Acceptance.Repeated;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    AcceptPurchase acceptPurchase;

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
    void aRepeatGetsTheFirstAnswerAlsoWhenTheRulesHaveChangedMeanwhile() {
        PartnerId partner = partners.prepaid(PLENTY);
        Accepted first = accepted(one(purchase(partner, "R", 1, "100000")));
        transactions.executeWithoutResult(status -> rules.add(ruleFor(partner, 900, "50")));

        assertThat(one(purchase(partner, "R", 1, "100000.00"))).isEqualTo(new Repeated(first.id(), first.at()));
        assertThat(count(partner)).isEqualTo(1);
    }

    @Test
    void theSameReferenceWithOtherValuesIsAConflictAndChangesNothing() {
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
    void aRefusedPurchaseTakesNothingNotEvenItsReference() {
        PartnerId partner = partners.prepaid(PLENTY);

        assertThat(refusal(one(purchase(partner, "R", 1, "49999.99")))).isEqualTo(ErrorCode.NO_CASHBACK);
        assertThat(refusal(one(new Purchase(partner, "R", CUSTOMER, null, "NOPE", 1, Money.rupiah(100_000)))))
                .isEqualTo(ErrorCode.WALLET_INVALID);
        assertThat(count(partner)).isZero();
        assertThat(customerStanding.find(new MemberKey(partner, CUSTOMER))).isEmpty();
        assertThat(one(purchase(partner, "R", 1, "50000"))).isInstanceOf(Accepted.class);
    }

    @Test
    void aListIsDecidedInItsOrderAndEachItemByItself() {
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
    void aPrepaidPartnerSpendsDownToZeroAndNotBelow() {
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
    void aPostpaidPartnerWithoutLimitOwesWhatItSpends() {
        PartnerId partner = partners.postpaid();

        one(purchase(partner, "1", 1, "100000"));

        assertThat(balances.at(
                        Account.ofPartner(AccountKind.RECEIVABLE, code(partner)),
                        Instant.now().plusSeconds(60)))
                .isEqualTo(Money.rupiah(1_000));
    }

    @Test
    void aSuspensionRulesTheVeryNextPurchase() {
        PartnerId partner = partners.prepaid(PLENTY);
        one(purchase(partner, "1", 1, "100000"));
        partners.suspend(partner);

        assertThat(refusal(one(purchase(partner, "2", 1, "100000")))).isEqualTo(ErrorCode.UNAUTHORIZED);
    }

    @Test
    void aNewRuleRulesTheVeryNextPurchase() {
        PartnerId partner = partners.prepaid(PLENTY);
        one(purchase(partner, "1", 1, "100000"));
        transactions.executeWithoutResult(status -> rules.add(ruleFor(partner, 901, "10")));

        Accepted next = accepted(one(purchase(partner, "2", 1, "100000")));

        assertThat(next.decision().rule().id()).isEqualTo(901 + partner.value() * 1_000);
        assertThat(next.decision().cashback()).isEqualTo(Money.rupiah(10_000));
    }

    @Test
    void anExpiredTierIsAppliedBeforeThePurchaseCountsInJakartasDays() {
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

    @Test
    void sixtyFourCallersRepeatingTheSameReferencesAreEachAnsweredAlike() throws Exception {
        PartnerId partner = partners.prepaid(PLENTY);
        int references = 40;
        List<Callable<List<UUID>>> callers = IntStream.range(0, 64)
                .<Callable<List<UUID>>>mapToObj(caller -> () -> {
                    List<UUID> answers = new ArrayList<>();
                    for (int i = 0; i < references; i++) {
                        int reference = (i + caller) % references;
                        answers.add(id(acceptPurchase.accept(purchase(
                                partner,
                                "REF-" + reference,
                                new Msisdn("62811000" + (100 + reference % 7)),
                                "100000"))));
                    }
                    return answers;
                })
                .toList();

        Set<UUID> answered = inParallel(callers).stream().flatMap(List::stream).collect(Collectors.toSet());

        assertThat(answered).hasSize(references);
        assertThat(count(partner)).isEqualTo(references);
        assertThat(jdbc.sql(
                                "select sum(recurring) from (select count(*) as recurring from cashback.purchase where partner = ? group by msisdn) c")
                        .param(partner.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(references);
        assertFundingEqualsBooks(partner);
    }

    @Test
    void concurrentListsOfTheSameReferencesAndMembersNeitherLoseNorDouble() throws Exception {
        PartnerId partner = partners.prepaid(PLENTY);
        List<Callable<List<UUID>>> processes = IntStream.range(0, 8)
                .<Callable<List<UUID>>>mapToObj(process -> () -> {
                    List<UUID> answers = new ArrayList<>();
                    for (int list = 0; list < 10; list++) {
                        List<Purchase> items = new ArrayList<>();
                        for (int item = 0; item < 20; item++) {
                            // Every process reports the same purchases, in another order.
                            int reference = list * 20 + (item * 7 + process) % 20;
                            items.add(purchase(
                                    partner,
                                    "L-" + reference,
                                    new Msisdn("62812000" + (100 + reference % 11)),
                                    "100000"));
                        }
                        purchases.accept(process, items).forEach(outcome -> answers.add(id(outcome)));
                    }
                    return answers;
                })
                .toList();

        Set<UUID> answered =
                inParallel(processes).stream().flatMap(List::stream).collect(Collectors.toSet());

        assertThat(answered).hasSize(200);
        assertThat(count(partner)).isEqualTo(200);
        assertFundingEqualsBooks(partner);
    }

    @Test
    void concurrentCallersNeverOverspendAndSpendAllThereIs() throws Exception {
        PartnerId partner = partners.prepaid(Money.rupiah(100_500));
        List<Callable<Long>> callers = IntStream.range(0, 64)
                .<Callable<Long>>mapToObj(caller -> () -> IntStream.range(0, 5)
                        .mapToObj(i -> acceptPurchase.accept(purchase(
                                partner,
                                caller + "-" + i,
                                new Msisdn("6281300" + (10_000 + caller * 5 + i)),
                                "100000")))
                        .filter(Accepted.class::isInstance)
                        .count())
                .toList();

        long accepted = inParallel(callers).stream().mapToLong(Long::longValue).sum();

        assertThat(accepted).isEqualTo(100);
        assertThat(fundingSlots.available(partner)).isEqualTo(Money.rupiah(500));
        assertFundingEqualsBooks(partner);
    }

    private String code(PartnerId partner) {
        return directory.find(partner).orElseThrow().code();
    }

    private void assertFundingEqualsBooks(PartnerId partner) {
        assertThat(balances.at(
                                Account.ofPartner(AccountKind.FUNDING, code(partner)),
                                Instant.now().plusSeconds(60))
                        .negated())
                .isEqualTo(fundingSlots.available(partner));
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
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

    private static UUID id(Acceptance outcome) {
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

    private static Purchase purchase(PartnerId partner, String reference, Msisdn customer, String amount) {
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
                null);
    }
}
