package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.cashback.accept.Acceptance.Refused;
import id.kezbek.cashback.accept.Acceptance.Repeated;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.journey.Foretold.Place;
import id.kezbek.journey.Foretold.Reported;
import id.kezbek.journey.Foretold.Taken;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Members;
import id.kezbek.loyalty.Standing;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sixty-four concurrent callers on two processes, with single purchases and batches, few customers, few references
 * and one funding. The result must equal the result of some sequential order.
 */
class ConcurrentAcceptTest {

    private static final int CALLERS = 64;
    private static final int LIST = 10;
    private static final BigDecimal AMOUNT = new BigDecimal(100_000);
    private static final long CASHBACK = 1_000;

    /** Noon, so that the test does not cross midnight. */
    @BeforeEach
    void beginAtNoon() {
        TwoProcesses.CLOCK.turnTo(LocalDate.of(2027, 1, 1));
    }

    @Test
    void concurrentPurchasesEqualSomeSequence() throws Exception {
        long plenty = 1_000_000_000;
        PartnerId partner = TwoProcesses.partners().prepaid(Money.rupiah(plenty));
        int references = 60;
        int customers = 5;
        List<Purchase> purchases = IntStream.range(0, references)
                .mapToObj(n -> purchase(partner, "R" + n, n % customers))
                .toList();

        List<Told> told = all(caller -> tell(caller, inOrderOf(caller, purchases)));

        Map<String, List<Told>> byReference = told.stream()
                .collect(Collectors.groupingBy(one -> one.purchase().reference()));
        assertThat(byReference).hasSize(references);
        byReference.forEach((reference, answers) -> {
            assertThat(answers).hasSize(CALLERS);
            assertThat(answers)
                    .as(reference)
                    .filteredOn(one -> one.outcome() instanceof Accepted)
                    .hasSize(1);
            assertThat(answers.stream().map(Told::id).distinct()).as(reference).hasSize(1);
        });
        assertThat(count(partner)).isEqualTo(references);
        Foretold foretold = new Foretold();
        foretold.topUp(plenty);
        for (int customer = 0; customer < customers; customer++) {
            assertStandsAsAfterSomeOrder(partner, customer, references / customers, told, foretold);
        }
        assertFunding(partner, foretold.balance());
    }

    @Test
    void concurrentPurchasesSpendExactlyTheBalance() throws Exception {
        int affordable = 100;
        PartnerId partner = TwoProcesses.partners().prepaid(Money.rupiah(affordable * CASHBACK + 500));

        List<Told> told = all(caller -> tell(
                caller,
                IntStream.range(0, 5)
                        .mapToObj(n -> purchase(partner, caller + "-" + n, caller * 5 + n))
                        .toList()));

        assertThat(accepted(told)).isEqualTo(affordable);
        assertThat(told).filteredOn(one -> one.outcome() instanceof Refused).allMatch(Told::isShort);
        assertThat(count(partner)).isEqualTo(affordable);
        assertFunding(partner, 500);
    }

    @Test
    void nearZeroWithTopUpsInBetweenNothingIsLostAndNothingOverspent() throws Exception {
        PartnerId partner = TwoProcesses.partners().prepaid(Money.ZERO);
        Queue<Purchase> open = new ConcurrentLinkedQueue<>();
        IntStream.range(0, CALLERS * 3).forEach(n -> open.add(purchase(partner, "N" + n, n)));
        long toppedUp = 0;
        long accepted = 0;

        for (int round = 0; round < 6; round++) {
            boolean isLast = round == 5;
            int key = round;
            List<Purchase> waiting = List.copyOf(open);
            List<Told> told = all(caller -> {
                if (!isLast && caller % 32 == 0) {
                    topUp(caller / 32, partner, 7_300, "round-" + key + "-" + caller);
                }
                return tell(caller, everyNth(waiting, caller));
            });
            toppedUp += isLast ? 0 : 2 * 7_300;
            accepted += accepted(told);
            told.stream().filter(one -> one.outcome() instanceof Accepted).forEach(one -> open.remove(one.purchase()));
            assertFunding(partner, toppedUp - accepted * CASHBACK);
        }

        assertThat(accepted).isEqualTo(toppedUp / CASHBACK);
        assertThat(count(partner)).isEqualTo(accepted);
    }

    /** A caller's purchase and its result. */
    private record Told(Purchase purchase, Acceptance outcome) {

        Object id() {
            return switch (outcome) {
                case Accepted accepted -> accepted.id();
                case Repeated repeated -> repeated.id();
                case Refused refused ->
                    throw new AssertionError(refused.refusal().getMessage());
                case Acceptance.Failed failed -> throw new AssertionError(failed.cause());
            };
        }

        boolean isShort() {
            return outcome instanceof Refused refused && refused.refusal().code() == ErrorCode.FUNDING_SHORT;
        }
    }

    /** Every second caller reports batches; every second pair of callers uses the other process. */
    private static List<Told> tell(int caller, List<Purchase> purchases) {
        int process = caller / 2 % 2;
        List<Told> told = new ArrayList<>();
        if (caller % 2 == 0) {
            AcceptPurchase single = TwoProcesses.get(process, AcceptPurchase.class);
            purchases.forEach(purchase -> told.add(new Told(purchase, single.accept(purchase))));
            return told;
        }
        for (int from = 0; from < purchases.size(); from += LIST) {
            List<Purchase> list = purchases.subList(from, Math.min(purchases.size(), from + LIST));
            List<Acceptance> outcomes =
                    TwoProcesses.get(process, Purchases.class).accept(caller, list);
            IntStream.range(0, list.size()).forEach(i -> told.add(new Told(list.get(i), outcomes.get(i))));
        }
        return told;
    }

    private interface CallerTask {
        List<Told> run(int caller) throws Exception;
    }

    private static List<Told> all(CallerTask task) throws Exception {
        List<Callable<List<Told>>> tasks = IntStream.range(0, CALLERS)
                .<Callable<List<Told>>>mapToObj(caller -> () -> task.run(caller))
                .toList();
        List<Told> told = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<Told>> one : threads.invokeAll(tasks)) {
                told.addAll(one.get());
            }
        }
        assertThat(told).noneMatch(one -> one.outcome() instanceof Acceptance.Failed);
        return told;
    }

    private static List<Purchase> inOrderOf(int caller, List<Purchase> purchases) {
        return IntStream.range(0, purchases.size())
                .mapToObj(n -> purchases.get((n * 7 + caller * 11) % purchases.size()))
                .toList();
    }

    private static List<Purchase> everyNth(List<Purchase> purchases, int caller) {
        return IntStream.range(0, purchases.size())
                .filter(n -> n % CALLERS == caller)
                .mapToObj(purchases::get)
                .toList();
    }

    private static long accepted(List<Told> told) {
        return told.stream().filter(one -> one.outcome() instanceof Accepted).count();
    }

    private static void assertStandsAsAfterSomeOrder(
            PartnerId partner, int customer, int purchases, List<Told> told, Foretold foretold) {
        LocalDate today = Jakarta.dayOf(TwoProcesses.CLOCK.instant());
        List<Taken> expected = IntStream.range(0, purchases)
                .mapToObj(n -> foretold.report(
                        new Reported("C" + customer + "-" + n, "C" + customer, "LSAJA", 1, AMOUNT), today))
                .map(Taken.class::cast)
                .toList();
        List<Taken> was = told.stream()
                .filter(one -> one.purchase().msisdn().equals(msisdn(partner, customer)))
                .filter(one -> one.outcome() instanceof Accepted)
                .map(one -> taken((Accepted) one.outcome()))
                .toList();
        assertThat(was).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(TwoProcesses.get(0, Members.class)
                        .find(new MemberKey(partner, msisdn(partner, customer)))
                        .map(ConcurrentAcceptTest::place))
                .contains(expected.getLast().after());
    }

    private static Taken taken(Accepted accepted) {
        return new Taken(
                accepted.decision().cashback().hundredths() / 100,
                accepted.reward().hundredths() / 100,
                place(accepted.after()));
    }

    private static Place place(Standing standing) {
        return new Place(standing.tier(), standing.recurring(), standing.expiresOn());
    }

    private static void assertFunding(PartnerId partner, long rupiah) {
        Partner known =
                TwoProcesses.get(0, PartnerDirectory.class).find(partner).orElseThrow();
        assertThat(TwoProcesses.get(0, FundingSlots.class).available(partner)).isEqualTo(Money.rupiah(rupiah));
        assertThat(TwoProcesses.get(0, Balances.class).now(Account.ofPartner(AccountKind.FUNDING, known.code())))
                .isEqualTo(Money.rupiah(rupiah).negated());
        assertThat(TwoProcesses.get(0, Balances.class).sum()).isEqualTo(Money.ZERO);
        assertThat(TwoProcesses.get(0, JdbcClient.class)
                        .sql("select count(*) from ledger.funding_slot where available < 0")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void topUp(int process, PartnerId partner, long rupiah, String key) {
        Partner known =
                TwoProcesses.get(0, PartnerDirectory.class).find(partner).orElseThrow();
        TwoProcesses.get(process, RecordTopUp.class)
                .record(new TopUp(known, Money.rupiah(rupiah), "concurrent " + partner + " " + key, key, "test"));
    }

    private static long count(PartnerId partner) {
        return TwoProcesses.get(0, JdbcClient.class)
                .sql("select count(*) from cashback.purchase where partner = ?")
                .param(partner.value())
                .query(Long.class)
                .single();
    }

    private static Purchase purchase(PartnerId partner, String reference, int customer) {
        return new Purchase(partner, reference, msisdn(partner, customer), null, "LSAJA", 1, Money.rupiah(AMOUNT));
    }

    private static Msisdn msisdn(PartnerId partner, int customer) {
        return new Msisdn("62879%05d%03d".formatted(partner.value(), customer));
    }
}
