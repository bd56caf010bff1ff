package id.kezbek.cashback.accept;

import static id.kezbek.cashback.accept.PurchasesTest.id;
import static id.kezbek.cashback.accept.PurchasesTest.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.TestPartners;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many concurrent callers report the same purchases, for the same customers and with the same funding. */
@EngineTest
class ConcurrentPurchasesTest {

    private static final Money PLENTY = Money.rupiah(1_000_000_000);

    @Autowired
    Purchases purchases;

    @Autowired
    AcceptPurchase acceptPurchase;

    @Autowired
    TestPartners partners;

    @Autowired
    PartnerDirectory directory;

    @Autowired
    Balances balances;

    @Autowired
    FundingSlots fundingSlots;

    @Autowired
    JdbcClient jdbc;

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
                            // Each process reports the same purchases in another order.
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

    private long count(PartnerId partner) {
        return jdbc.sql("select count(*) from cashback.purchase where partner = ?")
                .param(partner.value())
                .query(Long.class)
                .single();
    }
}
