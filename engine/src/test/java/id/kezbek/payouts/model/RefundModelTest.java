package id.kezbek.payouts.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.model.ModelProvider.Behaviour;
import id.kezbek.payouts.model.RefundAction.AllBehave;
import id.kezbek.payouts.model.RefundAction.Bear;
import id.kezbek.payouts.model.RefundAction.Buy;
import id.kezbek.payouts.model.RefundAction.Cancel;
import id.kezbek.payouts.model.RefundAction.Happens;
import id.kezbek.payouts.model.RefundAction.Job;
import id.kezbek.payouts.model.RefundAction.Refund;
import id.kezbek.payouts.model.RefundAction.RefundAgain;
import id.kezbek.payouts.model.RefundAction.Run;
import id.kezbek.payouts.model.RefundAction.Tell;
import id.kezbek.payouts.model.RefundAction.Wait;
import id.kezbek.payouts.model.RefundAction.WriteOff;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Purchases, refunds, payments and reversals in any order: what a customer has and gets, less what is to be recovered, is
 * what the rules say that the customer earned, and what the partner or Kezbek bears. Small payouts are collected and high ones
 * split meanwhile. The ledger sums to zero, and events, figures and the invoice equal it.
 */
class RefundModelTest {

    private static final int TRIES = 15;
    /** After so many sequences each kind of result was met. By day only the frequent ones are. */
    private static final int ENOUGH_TO_MEET_ALL = 40;

    private static final int NIGHTLY_TRIES = 300;
    private static final int ACTIONS_MAX = 50;
    private static int begun;
    private static int played;

    private static LocalDate today = TwoProcesses.CLOCK.dayNotYetReached();

    @BeforeProperty
    void openTheTiersAndTheWallet() {
        ModelEngine.furnish(TwoProcesses.context(0));
        // What the one without references and answers did only people learn, who are another model's.
        TwoProcesses.get(0, TransactionTemplate.class).executeWithoutResult(status -> {
            TwoProcesses.get(0, JdbcClient.class)
                    .sql("update payouts.provider set paused = true where code = ?")
                    .param(ModelEngine.MUTE)
                    .update();
            TwoProcesses.get(0, DataVersions.class).raise("routing");
        });
        TwoProcesses.get(0, DataVersions.class).refresh();
        TwoProcesses.get(1, DataVersions.class).refresh();
    }

    /** Sequences in which nothing went wrong would prove nothing. */
    @AfterProperty
    void everythingWasMet() {
        TwoProcesses.restoreTiers();
        System.out.println("met " + RefundRun.MET);
        if (played >= TRIES && played == begun) {
            assertThat(RefundRun.MET)
                    .containsKeys(
                            "reward",
                            "refunded whole",
                            "refunded in part",
                            "refund RETURNED",
                            "cancelled a part",
                            "cancellation refused",
                            "contradiction resolved");
        }
        if (played >= ENOUGH_TO_MEET_ALL && played == begun) {
            assertThat(RefundRun.MET)
                    .containsKeys(
                            "no cashback left",
                            "refunded again",
                            "reference of another refund",
                            "refund WAITING",
                            "refund OWED",
                            "refund ABSORBED_BY_PARTNER",
                            "refund ABSORBED_BY_OPERATOR",
                            "written off",
                            "collected",
                            "split",
                            "refund of several payouts",
                            "cancelled after a refund",
                            "refund after a part was cancelled",
                            "IS_TAKEN_BACK");
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void customersHaveWhatTheRulesSay(@ForAll("sequences") List<RefundAction> actions) throws Exception {
        play(actions);
    }

    @Tag("nightly")
    @Property(tries = NIGHTLY_TRIES, edgeCases = EdgeCasesMode.NONE)
    void alsoInManySequences(@ForAll("sequences") List<RefundAction> actions) throws Exception {
        play(actions);
    }

    private static void play(List<RefundAction> actions) throws Exception {
        begun++;
        // A month of its own, so that customers' caps and the tiers' ends do not meet.
        today = today.plusMonths(1);
        TwoProcesses.CLOCK.turnTo(today);
        climb();
        try (ModelEngine engine = new ModelEngine(TwoProcesses.context(0), TwoProcesses.CLOCK)) {
            RefundRun run = new RefundRun(engine);
            run.begin();
            for (RefundAction action : actions) {
                run.play(action);
                run.assertInvariants();
            }
            run.playToTheEnd();
        }
        played++;
    }

    private static void climb() {
        List<Tier> tiers = IntStream.range(0, RefundBooks.LADDER.size())
                .mapToObj(n -> tier(n + 1, RefundBooks.LADDER.get(n)))
                .toList();
        TwoProcesses.get(0, TransactionTemplate.class)
                .executeWithoutResult(status -> TwoProcesses.get(0, Tiers.class).replace(tiers));
    }

    private static Tier tier(int grade, RefundBooks.Rung rung) {
        return new Tier(rung.tier(), grade, rung.last(), 90, Map.of(rung.rewarded(), Money.rupiah(rung.reward())));
    }

    @Provide
    Arbitrary<List<RefundAction>> sequences() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 11);
        Arbitrary<RefundAction> actions = Arbitraries.frequencyOf(
                Tuple.of(
                        9,
                        Combinators.combine(
                                        Arbitraries.of(0, 0, 1),
                                        Arbitraries.of(650L, 650L, 950L, 950L, 9_990L, 25_000L, 70_000L, 70_000L),
                                        Arbitraries.of(true, false))
                                .as(Buy::new)),
                Tuple.of(
                        7,
                        Combinators.combine(numbers, Arbitraries.of(1, 30, 50, 97, 100, 100, 100))
                                .as(Refund::new)),
                Tuple.of(
                        1,
                        Combinators.combine(numbers, Arbitraries.of(true, false))
                                .as(RefundAgain::new)),
                Tuple.of(
                        1,
                        Combinators.combine(
                                        Arbitraries.of(RefundTerms.Setting.class),
                                        Arbitraries.of(2_000L).injectNull(0.5))
                                .as(Bear::new)),
                Tuple.of(9, numbers.map(WriteOff::new)),
                Tuple.of(1, numbers.map(Cancel::new)),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                        Behaviour.PAYS,
                                        Behaviour.PAYS,
                                        Behaviour.REFUSES,
                                        Behaviour.IS_NOT_REACHED,
                                        Behaviour.LOSES_THE_ORDER,
                                        Behaviour.LOSES_THE_ANSWER,
                                        Behaviour.TAKES_ITS_TIME)
                                .map(AllBehave::new)),
                Tuple.of(14, Arbitraries.just(new Run(Job.DISPATCH))),
                Tuple.of(5, Arbitraries.of(Job.class).map(Run::new)),
                Tuple.of(4, Arbitraries.of(1, 5, 40, 300, 4_000).map(seconds -> new Wait(Duration.ofSeconds(seconds)))),
                Tuple.of(
                        4,
                        Combinators.combine(
                                        numbers,
                                        Arbitraries.of(
                                                PayoutRun.Event.IS_PAID,
                                                PayoutRun.Event.FAILS,
                                                PayoutRun.Event.IS_TAKEN_BACK))
                                .as(Happens::new)),
                Tuple.of(3, numbers.map(Tell::new)));
        return actions.list().ofMaxSize(ACTIONS_MAX).withSizeDistribution(RandomDistribution.uniform());
    }
}
