package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.journey.AcceptRun.Action;
import id.kezbek.journey.AcceptRun.ChangeRule;
import id.kezbek.journey.AcceptRun.ChangeTiers;
import id.kezbek.journey.AcceptRun.DaysPass;
import id.kezbek.journey.AcceptRun.Funding;
import id.kezbek.journey.AcceptRun.HoldWhenShort;
import id.kezbek.journey.AcceptRun.PayIn;
import id.kezbek.journey.AcceptRun.Report;
import id.kezbek.journey.AcceptRun.ReportAgain;
import id.kezbek.journey.AcceptRun.Suspend;
import id.kezbek.journey.AcceptRun.Where;
import id.kezbek.journey.Foretold.PerCustomer;
import id.kezbek.journey.Foretold.Reported;
import id.kezbek.journey.Foretold.Span;
import id.kezbek.journey.Foretold.Terms;
import id.kezbek.testing.TwoProcesses;
import java.math.BigDecimal;
import java.util.List;
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

/**
 * Requests to two processes in any order: every answer must equal the model's, which uses the published tables. After
 * each request, ledger, funding, references and customers' tiers must agree with the model.
 */
class AcceptModelTest {

    private static final int TRIES = 100;
    private static final int NIGHTLY_TRIES = 600;
    private static final int ACTIONS_MAX = 40;
    private static final int LIST_MAX = 6;
    private static int begun;
    private static int played;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void everyAnswerIsForetoldAndTheBooksAgreeAfterEachAction(
            @ForAll("fundings") Funding funding, @ForAll("sequences") List<Action> actions) {
        play(funding, actions);
    }

    @Tag("nightly")
    @Property(tries = NIGHTLY_TRIES, edgeCases = EdgeCasesMode.NONE)
    void holdsInManySequences(@ForAll("fundings") Funding funding, @ForAll("sequences") List<Action> actions) {
        play(funding, actions);
    }

    private static void play(Funding funding, List<Action> actions) {
        begun++;
        AcceptRun run = new AcceptRun(funding);
        for (Action action : actions) {
            run.play(action);
            run.assertInvariants();
        }
        played++;
    }

    /** Sequences without any refusal or promotion would prove nothing. */
    @AfterProperty
    void everyKindOfAnswerWasMet() {
        TwoProcesses.restoreTiers();
        if (played < TRIES || played < begun) {
            return;
        }
        assertThat(AcceptRun.MET)
                .contains(
                        "taken",
                        "again",
                        "nothing to pay",
                        "capped",
                        "CUSTOMER_CAP",
                        "BUDGET",
                        "fell",
                        "9005",
                        "9008",
                        "BR-04",
                        "BR-07",
                        "BR-08",
                        "BRONZE",
                        "SILVER",
                        "PREPAID",
                        "LIMITED",
                        "UNLIMITED");
    }

    @Provide
    Arbitrary<Funding> fundings() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.longs().between(0, 12_000).map(balance -> new Funding.Prepaid(balance))),
                Tuple.of(2, Arbitraries.longs().between(1, 12_000).map(limit -> new Funding.Limited(limit))),
                Tuple.of(1, Arbitraries.just(new Funding.Unlimited())));
    }

    @Provide
    Arbitrary<List<Action>> sequences() {
        Arbitrary<Where> where = Combinators.combine(
                        Arbitraries.of(0, 1), Arbitraries.integers().between(0, 9))
                .as(Where::new);
        Arbitrary<List<Reported>> lists = Arbitraries.frequencyOf(
                Tuple.of(3, purchases().list().ofSize(1)),
                Tuple.of(2, purchases().list().ofMinSize(2).ofMaxSize(LIST_MAX)),
                Tuple.of(1, purchases().map(purchase -> List.of(purchase, purchase))));
        Arbitrary<Terms> terms = Combinators.combine(
                        Arbitraries.of("0.0001", "1", "3.5"),
                        Arbitraries.of(700L, 1_000_000L),
                        Combinators.combine(Arbitraries.of(600L, 1_300L), Arbitraries.of(Span.values()))
                                .as(PerCustomer::new)
                                .injectNull(0.5),
                        Arbitraries.of(800L, 2_300L, 1_000_000L).injectNull(0.5))
                .as(Terms::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(14, Combinators.combine(where, lists).as(Report::new)),
                        Tuple.of(
                                3,
                                Combinators.combine(
                                                where,
                                                Arbitraries.integers().between(0, ACTIONS_MAX),
                                                Arbitraries.of(true, false))
                                        .as(ReportAgain::new)),
                        Tuple.of(
                                2,
                                Combinators.combine(where, Arbitraries.longs().between(1, 15_000))
                                        .as(PayIn::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(where, Arbitraries.of(true, false))
                                        .as(Suspend::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(where, Arbitraries.of(true, false))
                                        .as(HoldWhenShort::new)),
                        Tuple.of(
                                2,
                                Combinators.combine(where, terms.optional(0.8)).as(ChangeRule::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(where, Arbitraries.of(true, false))
                                        .as(ChangeTiers::new)),
                        Tuple.of(2, Arbitraries.of(1, 30, 89, 90, 91, 200).map(DaysPass::new)))
                .map(action -> (Action) action)
                .list()
                .ofMaxSize(ACTIONS_MAX)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Reported> purchases() {
        // Mostly a new reference, so that sequences reach higher tiers; otherwise one of a few that may be used
        // already.
        Arbitrary<String> references = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 1_000_000).map(number -> "N" + number)),
                Tuple.of(2, Arbitraries.integers().between(1, 6).map(number -> "R" + number)));
        return Combinators.combine(
                        references,
                        Arbitraries.of(AcceptRun.CUSTOMERS),
                        Arbitraries.frequency(Tuple.of(12, "LSAJA"), Tuple.of(4, "GPAID"), Tuple.of(1, "NOPE")),
                        Arbitraries.frequency(Tuple.of(8, 1), Tuple.of(2, 3), Tuple.of(1, 1_000_000)),
                        Arbitraries.frequency(
                                        Tuple.of(12, "50000"),
                                        Tuple.of(4, "50000.99"),
                                        Tuple.of(2, "123456.78"),
                                        Tuple.of(2, "49999.99"),
                                        Tuple.of(1, "499999.99"),
                                        Tuple.of(1, "5000000"),
                                        Tuple.of(1, "1000000000000"))
                                .map(BigDecimal::new))
                .as(Reported::new);
    }
}
