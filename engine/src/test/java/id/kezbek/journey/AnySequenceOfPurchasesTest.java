package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.cashback.accept.AcceptPurchase;
import id.kezbek.cashback.accept.Acceptance;
import id.kezbek.cashback.accept.Purchases;
import id.kezbek.cashback.history.CustomerStanding;
import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.journey.Foretold.Place;
import id.kezbek.journey.Foretold.Reported;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Balances;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.loyalty.MemberKey;
import id.kezbek.loyalty.Standing;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.TestPartners;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;

/**
 * Any purchases in any order: the answers follow the published tables. When all payouts have ended, ledger, funding,
 * payouts and the providers' books agree to the rupiah.
 */
@EngineTest
class AnySequenceOfPurchasesTest {

    private static final int TRIES = 20;
    private static final int ACTIONS_MAX = 60;
    private static final int LIST_MAX = 6;
    private static final int CUSTOMERS = 3;
    /** Later than the clock of the simulated providers, which refuse orders whose time is over. */
    private static final LocalDate FIRST_DAY =
            YearMonth.now(Jakarta.ZONE).plusMonths(3).atDay(1);

    private static final long FIRST_BALANCE = 60_000;
    private static int tries;

    private static final Set<String> MET = new HashSet<>();

    /** The current day. It never goes back, so that the records of one sequence are in the past of the next. */
    private static LocalDate today = FIRST_DAY;

    /** One action. */
    sealed interface Action permits Report, ReportTogether, ReportAgain, PayIn, DaysPass {}

    record Report(Reported purchase) implements Action {}

    record ReportTogether(List<Reported> purchases) implements Action {}

    /** Repeats an earlier purchase, counted from the first one. */
    record ReportAgain(int earlier) implements Action {}

    record PayIn(long rupiah) implements Action {}

    record DaysPass(int days) implements Action {}

    @Autowired
    EngineUnderTest engine;

    @Autowired
    TestPartners partners;

    @BeforeProperty
    void joinTheEngineOfTheOtherTests() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        engine.settle();
    }

    /** Sequences without any refusal or promotion would prove nothing. */
    @AfterProperty
    void everyKindOfAnswerWasMet() {
        engine.settle();
        assertThat(MET).contains("taken", "again", "9008", "BR-04", "BR-07", "BR-08", "BRONZE", "SILVER");
    }

    @Provide
    Arbitrary<List<Action>> sequences() {
        Arbitrary<Reported> purchases = Combinators.combine(
                        Arbitraries.integers().between(1, 18).map(number -> "R" + number),
                        Arbitraries.integers().between(1, CUSTOMERS).map(number -> "C" + number),
                        Arbitraries.frequency(
                                Tuple.of(4, "LSAJA"), Tuple.of(4, "GPAID"), Tuple.of(4, "JOSVO"), Tuple.of(1, "NOPE")),
                        Arbitraries.frequency(Tuple.of(8, 1), Tuple.of(3, 2), Tuple.of(3, 3), Tuple.of(1, 1_000_000)),
                        Arbitraries.frequency(
                                        Tuple.of(12, "50000"),
                                        Tuple.of(6, "50000.99"),
                                        Tuple.of(3, "123456.78"),
                                        Tuple.of(2, "49999.99"),
                                        Tuple.of(2, "499999.99"),
                                        Tuple.of(2, "500000"),
                                        Tuple.of(1, "4999999.99"),
                                        Tuple.of(1, "5000000"),
                                        Tuple.of(1, "0.01"),
                                        Tuple.of(1, "1000000000000"))
                                .map(BigDecimal::new))
                .as(Reported::new);
        // Mostly a new reference, so that sequences reach high tiers; otherwise one that may be used already.
        Arbitrary<Reported> fresh = Combinators.combine(
                        purchases, Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as((purchase, number) -> new Reported(
                        "N" + number, purchase.customer(), purchase.wallet(), purchase.quantity(), purchase.amount()));
        Arbitrary<Reported> either = Arbitraries.frequencyOf(Tuple.of(3, fresh), Tuple.of(2, purchases));
        Arbitrary<Action> actions = Arbitraries.frequencyOf(
                Tuple.of(12, either.map(Report::new)),
                Tuple.of(3, either.list().ofMinSize(2).ofMaxSize(LIST_MAX).map(ReportTogether::new)),
                Tuple.of(1, either.map(purchase -> new ReportTogether(List.of(purchase, purchase)))),
                Tuple.of(2, Arbitraries.integers().between(0, ACTIONS_MAX).map(ReportAgain::new)),
                Tuple.of(2, Arbitraries.longs().between(1, 40_000).map(PayIn::new)),
                Tuple.of(1, Arbitraries.of(1, 30, 89, 90, 91, 200).map(DaysPass::new)));
        return actions.list().ofMinSize(10).ofMaxSize(ACTIONS_MAX);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void answersLedgerPayoutsAndBooksAgree(@ForAll("sequences") List<Action> actions) {
        pass(1);
        Run run = new Run(partners.prepaid(Money.rupiah(FIRST_BALANCE)));
        actions.forEach(run::play);
        engine.awaitPaid(run.id);
        run.assertAnswersAreThePurchases();
        run.assertCustomersStandWhereTheLadderPutsThem();
        run.assertTotalsAreThoseOfThePurchases();
        run.assertFundingAgrees();
        run.assertEverythingOwedWasPaidOnce();
    }

    private void pass(int days) {
        today = today.plusDays(days);
        engine.clock().turnTo(today);
    }

    /** One sequence with its own partner and customers. */
    private final class Run {

        private final PartnerId id;
        private final Partner partner;
        private final int number = ++tries;
        private final Foretold foretold = new Foretold();
        private final Map<String, UUID> answered = new HashMap<>();
        private final List<Reported> reported = new ArrayList<>();
        private int topUps;

        Run(PartnerId id) {
            this.id = id;
            this.partner = engine.get(PartnerDirectory.class).find(id).orElseThrow();
            foretold.topUp(FIRST_BALANCE);
        }

        void play(Action action) {
            switch (action) {
                case Report(Reported purchase) -> report(purchase);
                case ReportTogether(List<Reported> list) -> reportTogether(list);
                case ReportAgain(int earlier) -> {
                    if (!reported.isEmpty()) {
                        report(reported.get(earlier % reported.size()));
                    }
                }
                case PayIn(long rupiah) -> {
                    engine.get(RecordTopUp.class)
                            .record(new TopUp(
                                    partner,
                                    Money.rupiah(rupiah),
                                    "sequence " + partner.code() + " " + ++topUps,
                                    "key-" + topUps,
                                    "test"));
                    foretold.topUp(rupiah);
                }
                case DaysPass(int days) -> {
                    // No order is in progress for days; otherwise the engine would rightly treat it as lost.
                    engine.awaitPaid(id);
                    pass(days);
                }
            }
        }

        private void report(Reported purchase) {
            check(purchase, engine.get(AcceptPurchase.class).accept(purchase(purchase)));
        }

        private void reportTogether(List<Reported> list) {
            List<Acceptance> outcomes = engine.get(Purchases.class)
                    .accept(list.stream().map(this::purchase).toList());
            assertThat(outcomes).hasSameSizeAs(list);
            IntStream.range(0, list.size()).forEach(i -> check(list.get(i), outcomes.get(i)));
        }

        private void check(Reported purchase, Acceptance outcome) {
            reported.add(purchase);
            switch (foretold.report(purchase, today)) {
                case Foretold.Taken(long cashback, long reward, Place after) -> {
                    assertThat(outcome).isInstanceOf(Acceptance.Accepted.class);
                    Acceptance.Accepted accepted = (Acceptance.Accepted) outcome;
                    assertThat(accepted.decision().cashback()).isEqualTo(Money.rupiah(cashback));
                    assertThat(accepted.reward()).isEqualTo(Money.rupiah(reward));
                    assertThat(place(accepted.after())).isEqualTo(after);
                    answered.put(purchase.reference(), accepted.id());
                    MET.addAll(List.of("taken", after.tier()));
                }
                case Foretold.Again(Reported first) -> {
                    assertThat(outcome).isInstanceOf(Acceptance.Repeated.class);
                    assertThat(((Acceptance.Repeated) outcome).id()).isEqualTo(answered.get(first.reference()));
                    MET.add("again");
                }
                case Foretold.Not(String code) -> {
                    assertThat(outcome).isInstanceOf(Acceptance.Refused.class);
                    assertThat(((Acceptance.Refused) outcome).refusal().code().v1Code())
                            .isEqualTo(code);
                    MET.add(code);
                }
            }
        }

        void assertAnswersAreThePurchases() {
            assertThat(answered).hasSize(foretold.taken());
            assertThat(uuids("select id from cashback.purchase where partner = ?"))
                    .containsExactlyInAnyOrderElementsOf(answered.values());
            assertThat(uuids("select purchase from cashback.reference where partner = ?"))
                    .containsExactlyInAnyOrderElementsOf(answered.values());
            assertThat(uuids("""
                            select i.purchase from payouts.item i join payouts.payout p on p.id = i.payout
                            where p.partner = ?""")).containsExactlyInAnyOrderElementsOf(answered.values());
        }

        void assertCustomersStandWhereTheLadderPutsThem() {
            customers()
                    .forEach(customer -> assertThat(engine.get(CustomerStanding.class)
                                    .find(new MemberKey(id, msisdn(customer)))
                                    .map(Run.this::place)
                                    .orElse(null))
                            .isEqualTo(foretold.placeOf(customer, today)));
        }

        void assertTotalsAreThoseOfThePurchases() {
            String members = """
                    select concat_ws(' ', msisdn, purchases, amount, cashback, rewards) from loyalty.member
                    where partner = ? order by 1""";
            String purchases = """
                    select concat_ws(' ', msisdn, count(*), sum(amount), sum(cashback), sum(reward)) from cashback.purchase
                    where partner = ? group by msisdn order by 1""";
            assertThat(texts(members)).isEqualTo(texts(purchases));
        }

        private List<String> texts(String sql) {
            return engine.database()
                    .sql(sql)
                    .param(id.value())
                    .query(String.class)
                    .list();
        }

        void assertFundingAgrees() {
            Balances balances = engine.get(Balances.class);
            Money balance = Money.rupiah(foretold.balance());
            assertThat(engine.get(FundingSlots.class).available(id)).isEqualTo(balance);
            assertThat(balances.at(
                            Account.ofPartner(AccountKind.FUNDING, partner.code()),
                            engine.clock().instant().plusSeconds(60)))
                    .isEqualTo(balance.negated());
            assertThat(balances.trialBalance().stream()
                            .map(Balances.Balance::amount)
                            .reduce(Money.ZERO, Money::plus))
                    .isEqualTo(Money.ZERO);
        }

        void assertEverythingOwedWasPaidOnce() {
            BigDecimal owed = BigDecimal.valueOf(foretold.owed());
            assertThat(sum("select sum(amount) from payouts.payout where partner = :id"))
                    .isEqualByComparingTo(owed);
            assertThat(sum("select sum(cashback + reward) from cashback.purchase where partner = :id"))
                    .isEqualByComparingTo(owed);
            assertThat(sum("""
                            select sum(l.amount) from ledger.line l join ledger.account a on a.id = l.account
                            where a.kind = 'CUSTOMER_PAYABLE' and l.subject in (
                              select id from cashback.purchase where partner = :id
                              union all select id from payouts.attempt where partner = :id)"""))
                    .as("what this partner's customers are still owed")
                    .isEqualByComparingTo(BigDecimal.ZERO);
            assertThat(booked()).containsExactlyInAnyOrderElementsOf(ordered());
        }

        /** The providers' bookings for these customers, as "customer wallet amount". */
        private List<String> booked() {
            List<String> numbers =
                    customers().map(customer -> msisdn(customer).digits()).toList();
            return engine.world()
                    .providers()
                    .book()
                    .movements(line -> numbers.contains(line.msisdn()))
                    .map((BookLine line) -> line.msisdn() + " " + line.wallet() + " " + line.amount())
                    .toList();
        }

        private List<String> ordered() {
            return engine.database()
                    .sql(
                            "select msisdn || ' ' || wallet || ' ' || amount::bigint from payouts.payout where partner = ?")
                    .param(id.value())
                    .query(String.class)
                    .list();
        }

        private BigDecimal sum(String sql) {
            BigDecimal sum = engine.database()
                    .sql(sql)
                    .param("id", id.value())
                    .query((row, n) -> new BigDecimal[] {row.getBigDecimal(1)})
                    .single()[0];
            return sum == null ? BigDecimal.ZERO : sum;
        }

        private List<UUID> uuids(String sql) {
            return new ArrayList<>(engine.database()
                    .sql(sql)
                    .param(id.value())
                    .query(UUID.class)
                    .list());
        }

        private Purchase purchase(Reported purchase) {
            return new Purchase(
                    id,
                    purchase.reference(),
                    msisdn(purchase.customer()),
                    null,
                    purchase.wallet(),
                    purchase.quantity(),
                    Money.rupiah(purchase.amount()));
        }

        private Msisdn msisdn(String customer) {
            return new Msisdn("62877%04d%04d".formatted(number, Integer.parseInt(customer.substring(1))));
        }

        private Stream<String> customers() {
            return IntStream.rangeClosed(1, CUSTOMERS).mapToObj(customer -> "C" + customer);
        }

        private Place place(Standing standing) {
            return new Place(standing.tier(), standing.recurring(), standing.expiresOn());
        }
    }
}
