package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.Rule;
import id.kezbek.cashback.RuleLimits;
import id.kezbek.cashback.Rules;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Acceptance.Repeated;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.history.PurchaseArchive;
import id.kezbek.cashback.purchase.Period;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.cashback.retention.ComposeReferences;
import id.kezbek.cashback.retention.MergeCustomers;
import id.kezbek.loyalty.Journeys;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.RenumberedMembers;
import id.kezbek.loyalty.Standing;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Merges customers that an older engine stored under several notations of a number, without any loss or gain. */
class MergeCustomersTest {

    private static final LocalDate DAY = LocalDate.of(2031, 3, 10);
    private static final LocalDate LATER = LocalDate.of(2031, 6, 1);

    private final PartnerId partner = TwoProcesses.partners().prepaid(Money.rupiah(1_000_000_000));
    private final String national = "8%09d".formatted(100_000_000 + partner.value());
    private final Msisdn canonical = new Msisdn("62" + national);
    private final JdbcClient database = TwoProcesses.database();
    private int references;

    @BeforeEach
    void beginAtNoon() {
        TwoProcesses.CLOCK.turnTo(DAY);
    }

    @Test
    void renamesOnlyRowOfCustomer() {
        member("0" + national, "BRONZE", 2, 1, LATER);

        assertThat(merge().renamed()).isPositive();

        assertThat(standing()).isEqualTo(new Standing("BRONZE", 2, 1, LATER));
        assertThat(rows("0" + national)).isZero();
        assertThat(kept())
                .extracting(RenumberedMembers.Kept::outcome)
                .containsExactly(RenumberedMembers.Outcome.RENAMED);
    }

    @Test
    void highestTierCountsAndNothingIsLost() {
        member("0" + national, "SILVER", 1, 4, LATER);
        member(canonical.digits(), "BRONZE", 3, 1, LATER.plusDays(40));
        member("0062" + national, "BRONZE", 1, 1, LATER.plusDays(50));

        assertThat(merge().merged()).isEqualTo(2);

        Standing merged = standing();
        assertThat(merged.tier()).isEqualTo("SILVER");
        assertThat(merged.entry()).isEqualTo(4);
        assertThat(merged.expiresOn()).as("the end of the highest tier's stay").isEqualTo(LATER);
        assertThat(TwoProcesses.get(0, Members.class).totals(key()).orElseThrow())
                .satisfies(totals -> assertThat(totals.purchases()).isEqualTo(30))
                .satisfies(totals -> assertThat(totals.amount()).isEqualTo(Money.rupiah(3_000_000)));
        assertThat(kept())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.canonical()).isEqualTo(canonical));
    }

    @Test
    void runsTwiceWithoutHarm() {
        member("0" + national, "BRONZE", 2, 1, LATER);
        member(canonical.digits(), "BRONZE", 1, 1, LATER);
        merge();
        Standing first = standing();

        MergeCustomers.Run second = merge();

        assertThat(second.merged() + second.renamed()).isZero();
        assertThat(standing()).isEqualTo(first);
    }

    @Test
    void capsThatWereGivenAddUp() {
        capped(2_000);
        cap("0" + national, 700);
        cap(canonical.digits(), 500);
        member("0" + national, "BRONZE", 1, 1, LATER);
        member(canonical.digits(), "BRONZE", 1, 1, LATER);

        merge();

        assertThat(accept(canonical).decision().cashback()).isEqualTo(Money.rupiah(800));
        assertThat(accept(canonical).decision().cashback()).isEqualTo(Money.ZERO);
        assertThat(database.sql("select sum(spent) from cashback.rule_customer where partner = ?")
                        .param(partner.value())
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("2000");
    }

    @Test
    void listsNumbersThatAreNoneOnceAndLeavesThem() {
        member("00000000", "BRONZE", 1, 1, LATER);

        assertThat(merge().impossible()).isPositive();
        merge();

        assertThat(kept()).singleElement().satisfies(one -> {
            assertThat(one.outcome()).isEqualTo(RenumberedMembers.Outcome.IMPOSSIBLE);
            assertThat(one.canonical()).isNull();
        });
        assertThat(rows("00000000")).isOne();
    }

    /** Purchases during a merge: each counts, and the cap is applied once. */
    @Test
    void concurrentPurchasesCountOnce() throws Exception {
        capped(5_000);
        for (String spelling : List.of("0" + national, "0062" + national, "620" + national)) {
            member(spelling, "BRONZE", 1, 1, LATER);
        }
        int callers = 24;
        List<Callable<Object>> tasks = IntStream.range(0, callers)
                .<Callable<Object>>mapToObj(n -> () -> n % 4 == 0
                        ? TwoProcesses.get(n / 4, MergeCustomers.class).run()
                        : TwoProcesses.get(n, Purchases.class)
                                .accept(List.of(purchase("C" + n, canonical)))
                                .getFirst())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> one : threads.invokeAll(tasks)) {
                assertThat(one.get()).isInstanceOfAny(MergeCustomers.Run.class, Accepted.class);
            }
        }
        merge();

        assertThat(TwoProcesses.get(0, Members.class)
                        .totals(key())
                        .orElseThrow()
                        .purchases())
                .isEqualTo(3 * 10 + callers * 3 / 4);
        assertThat(database.sql("select sum(cashback) from cashback.purchase where partner = ?")
                        .param(partner.value())
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("5000");
        assertThat(database.sql("select count(*) from loyalty.member where partner = ?")
                        .param(partner.value())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void findsHistoryUnderCanonicalNumber() {
        Msisdn older = new Msisdn("0" + national);
        Accepted first = accept(older);
        accept(canonical);
        merge();

        List<Journeys.Kept> journey = TwoProcesses.get(0, Journeys.class).of(key(), null, 10);
        assertThat(journey)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.move().to()).isEqualTo("BRONZE"));
        assertThat(TwoProcesses.get(0, Journeys.class)
                        .of(key(), journey.getFirst().place(), 10))
                .containsExactly(journey.getLast());
        assertThat(TwoProcesses.get(0, PurchaseArchive.class)
                        .page(new PurchaseArchive.Page(partner, canonical, null, null, null, null, 10))
                        .purchases())
                .hasSize(2)
                .anyMatch(one -> one.id().equals(first.id()))
                .allMatch(one -> one.purchase().msisdn().equals(canonical));
    }

    @Test
    void recognisesRepeatOfPurchaseThatOlderEngineKept() {
        Accepted first = accept(new Msisdn("0" + national));

        assertThat(acceptance(purchase("R" + references, canonical))).isEqualTo(new Repeated(first.id(), first.at()));
        assertThat(acceptance(purchase("R" + references, new Msisdn("628999999999"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void recognisesRepeatOfReferenceThatOlderEngineKept() {
        Acceptance decomposed = acceptance(purchase("cafe\u0301 " + partner.value(), canonical));
        Acceptance blank = acceptance(purchase(" INV\u00a0" + partner.value() + " ", canonical));

        assertThat(TwoProcesses.get(0, ComposeReferences.class).run()).isEqualTo(2);

        assertThat(acceptance(purchase("caf\u00e9 " + partner.value(), canonical)))
                .isEqualTo(repeated(decomposed));
        assertThat(acceptance(purchase("INV " + partner.value(), canonical))).isEqualTo(repeated(blank));
        assertThat(TwoProcesses.get(0, ComposeReferences.class).run()).isZero();
    }

    private static Repeated repeated(Acceptance first) {
        Accepted accepted = (Accepted) first;
        return new Repeated(accepted.id(), accepted.at());
    }

    private MergeCustomers.Run merge() {
        return TwoProcesses.get(0, MergeCustomers.class).run();
    }

    private MemberKey key() {
        return new MemberKey(partner, canonical);
    }

    private Standing standing() {
        return TwoProcesses.get(0, Members.class).find(key()).orElseThrow();
    }

    private List<RenumberedMembers.Kept> kept() {
        return TwoProcesses.get(0, RenumberedMembers.class).page(null, null, 100).stream()
                .filter(one -> one.member().partner().equals(partner))
                .toList();
    }

    private long rows(String msisdn) {
        return database.sql("select count(*) from loyalty.member where partner = ? and msisdn = ?")
                .params(partner.value(), msisdn)
                .query(Long.class)
                .single();
    }

    private void member(String msisdn, String tier, int recurring, int entry, LocalDate expiresOn) {
        database.sql("""
                        insert into loyalty.member (partner, msisdn, tier, recurring, entry, expires_on, purchases, amount)
                        values (?, ?, ?, ?, ?, ?, 10, 1000000)""")
                .params(partner.value(), msisdn, tier, recurring, entry, expiresOn)
                .update();
    }

    private void cap(String msisdn, long spent) {
        database.sql("""
                        insert into cashback.rule_customer (rule, partner, msisdn, period, since, spent, version)
                        values (?, ?, ?, 'DAY', ?, ?, 1)""").params(rule(), partner.value(), msisdn, DAY, spent).update();
    }

    private long rule() {
        return 40_000 + partner.value();
    }

    private void capped(long most) {
        Rule rule = new Rule(
                rule(),
                1,
                partner,
                null,
                1,
                null,
                Money.rupiah(50_000),
                null,
                BigDecimal.ONE,
                null,
                Instant.EPOCH,
                null,
                new RuleLimits(new RuleLimits.CustomerCap(Money.rupiah(most), Period.DAY), null));
        TwoProcesses.get(0, TransactionTemplate.class)
                .executeWithoutResult(status -> TwoProcesses.get(0, Rules.class).add(rule));
    }

    private Accepted accept(Msisdn msisdn) {
        return (Accepted) acceptance(purchase("R" + ++references, msisdn));
    }

    private static Acceptance acceptance(Purchase purchase) {
        return TwoProcesses.get(1, Purchases.class).accept(List.of(purchase)).getFirst();
    }

    private Purchase purchase(String reference, Msisdn msisdn) {
        return new Purchase(partner, reference, msisdn, null, "LSAJA", 1, Money.rupiah(100_000));
    }
}
