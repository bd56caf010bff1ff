package id.kezbek.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.cashback.accept.Acceptance.Accepted;
import id.kezbek.loyalty.stays.ExpireStays;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** However often or late the job runs, a customer's history equals the one that the tier rules alone give. */
class MembersLifeTest {

    private static final int TRIES = 40;
    private static final LocalDate FIRST_DAY = LocalDate.of(2031, 1, 1);
    private static int tries;

    /** A step of the history. */
    sealed interface Step permits Buy, Pass, Job {}

    record Buy() implements Step {}

    /** Time passes: days, or seconds around midnight. */
    record Pass(int days, int seconds) implements Step {}

    record Job(int process) implements Step {}

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Step> pass = Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, 1),
                                Tuple.of(4, 30),
                                Tuple.of(3, 89),
                                Tuple.of(3, 90),
                                Tuple.of(2, 91),
                                Tuple.of(2, 200),
                                Tuple.of(1, 700)),
                        Arbitraries.of(0, 10, 43_200, 86_390))
                .as(Pass::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.just(new Buy())),
                        Tuple.of(3, pass),
                        Tuple.of(3, Arbitraries.of(0, 1).map(Job::new)))
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void followsTierProgramme(@ForAll("lives") List<Step> steps) {
        LoyaltyWorld world = new LoyaltyWorld();
        Life withJob = new Life(world, "62872" + (1_000_000 + ++tries));
        LocalDate today = FIRST_DAY;
        LoyaltyWorld.turnTo(today, Duration.ofHours(12));
        for (Step step : steps) {
            switch (step) {
                case Buy() -> withJob.buy(today);
                case Pass(int days, int seconds) -> {
                    today = today.plusDays(days);
                    LoyaltyWorld.turnTo(today, Duration.ofSeconds(seconds));
                }
                case Job(int process) ->
                    LoyaltyWorld.get(process, ExpireStays.class).run();
            }
        }
        LoyaltyWorld.get(0, ExpireStays.class).run();
        withJob.assertIsAsForetold(today);
    }

    /** A customer, and the expected standing of a customer who only makes purchases. */
    private static final class Life {

        private final LoyaltyWorld world;
        private final Msisdn msisdn;
        private final List<String> foretold = new ArrayList<>();
        private @Nullable Standing standing;

        Life(LoyaltyWorld world, String msisdn) {
            this.world = world;
            this.msisdn = new Msisdn(msisdn);
        }

        void buy(LocalDate today) {
            Advance advance = LoyaltyWorld.ladder().count(standing, today);
            keep(advance.moves());
            standing = advance.after();
            Accepted accepted = (Accepted) world.buy(foretold.size(), msisdn);
            assertThat(accepted.after()).isEqualTo(advance.after());
            assertThat(accepted.reward()).isEqualTo(advance.reward());
        }

        void assertIsAsForetold(LocalDate today) {
            Standing lived = standing;
            if (lived == null) {
                return;
            }
            Ladder.Expiry expiry = LoyaltyWorld.ladder().expire(today, lived);
            keep(expiry.moves());
            assertThat(world.standing(msisdn)).isEqualTo(expiry.after());
            assertThat(world.journey(msisdn))
                    .extracting(LoyaltyWorld.Kept::words)
                    .containsExactlyElementsOf(foretold);
        }

        private void keep(List<Move> moves) {
            for (Move move : moves) {
                foretold.add(move.cause() + " " + (move.from() == null ? "-" : move.from()) + " " + move.to() + " "
                        + move.expiresOn());
            }
        }
    }
}
