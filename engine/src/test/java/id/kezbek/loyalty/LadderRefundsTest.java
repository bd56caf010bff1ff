package id.kezbek.loyalty;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Refunds in the tier programme: the customer has the same tier and count as without the refunded purchases, and no
 * reward is given twice.
 */
class LadderRefundsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final List<Tier> TIERS = List.of(
            tier("BRONZE", 1, 3, Map.of(2, 10L, 3, 100L)),
            tier("SILVER", 2, 4, Map.of(3, 1_000L, 4, 10_000L)),
            tier("GOLD", 3, 3, Map.of(2, 100_000L, 3, 1_000_000L)));
    private static final Ladder LADDER = new Ladder(TIERS);

    /** A purchase that was not refunded. */
    private record Bought(int entry, int recurring, Money reward) {}

    /** A customer's purchases, and the resulting tiers. */
    private static final class Customer {

        private final List<Bought> bought = new ArrayList<>();
        private final List<Move> moves = new ArrayList<>();
        private Standing standing;
        private int most;

        void buy(LocalDate day) {
            Advance advance = LADDER.count(standing, day);
            moves.addAll(advance.moves());
            standing = kept(advance.after());
            bought.add(new Bought(standing.entry(), standing.recurring(), advance.reward()));
            most = Math.max(most, bought.size());
        }

        void refund(int number, LocalDate day) {
            Bought gone = bought.remove(number % bought.size());
            Ladder.Expiry after = LADDER.without(
                    new Ladder.Refunded(gone.entry(), gone.recurring(), gone.reward()), standing, moves, day);
            moves.addAll(after.moves());
            standing = kept(after.after());
        }

        Money rewards() {
            return bought.stream().map(Bought::reward).reduce(Money.ZERO, Money::plus);
        }

        /** The standing after a round trip through the customer's row. */
        private static Standing kept(Standing written) {
            return new Standing(
                    written.tier(), written.recurring(), written.entry(), written.expiresOn(), written.reducedNow());
        }
    }

    @Property(tries = 3_000)
    void standsAsIfRefundedPurchasesHadNotBeen(@ForAll("sequences") List<Integer> actions) {
        Customer customer = new Customer();
        for (int action : actions) {
            if (action < 0 || customer.bought.isEmpty()) {
                customer.buy(DAY);
                assertThat(customer.rewards())
                        .as("rewards of %s", customer.bought)
                        .isBetween(
                                // A reward with the same amount in two periods may be given again only at its later
                                // count.
                                customer.most < 9 ? rewardsOf(customer.bought.size()) : Money.ZERO,
                                rewardsOf(customer.most));
            } else {
                customer.refund(action, DAY);
                assertThat(customer.rewards())
                        .as("rewards of %s", customer.bought)
                        .isLessThanOrEqualTo(rewardsOf(customer.most));
            }
            assertStandsAs(customer.bought.size(), customer.standing);
        }
    }

    /** The rewards are different powers of ten, so each digit counts one reward and must be at most one. */
    @Property(tries = 3_000)
    void givesNoRewardTwice(@ForAll("sequences") List<Integer> actions) {
        Customer customer = new Customer();
        for (int action : actions) {
            if (action < 0 || customer.bought.isEmpty()) {
                customer.buy(DAY);
            } else {
                customer.refund(action, DAY);
            }
            if (customer.most < 9) {
                // Before the second round in the highest tier, each reward can be earned once.
                assertThat(Long.toString(customer.rewards().hundredths() / 100))
                        .as("rewards of %s", customer.bought)
                        .matches("[01]+");
            }
        }
    }

    @Provide
    Arbitrary<List<Integer>> sequences() {
        return Arbitraries.integers().between(-22, 20).list().ofMaxSize(60);
    }

    @Example
    void refundsWithinATierPeriodThatHasEndedChangeNothing() {
        Customer customer = new Customer();
        customer.buy(DAY);
        customer.buy(DAY);
        LocalDate later = DAY.plusDays(31);
        customer.buy(later);
        Standing before = customer.standing;

        customer.refund(0, later);

        assertThat(customer.standing).isEqualTo(before);
    }

    @Example
    void refundOfTheMoveUpReturnsToThePeriodBefore() {
        Customer customer = new Customer();
        IntStream.range(0, 3).forEach(n -> customer.buy(DAY.plusDays(n)));
        assertThat(customer.standing.tier()).isEqualTo("SILVER");

        customer.refund(2, DAY.plusDays(3));

        assertThat(customer.standing.tier()).isEqualTo("BRONZE");
        assertThat(customer.standing.recurring()).isEqualTo(2);
        assertThat(customer.standing.expiresOn()).isEqualTo(DAY.plusDays(30));
        assertThat(customer.moves.getLast())
                .isEqualTo(new Move(Move.Cause.REFUNDED, 3, "SILVER", "BRONZE", DAY.plusDays(30)));
    }

    @Example
    void aCustomerWithoutPurchasesJoinsAgain() {
        Customer customer = new Customer();
        customer.buy(DAY);
        customer.refund(0, DAY);
        assertThat(customer.standing.isEmpty()).isTrue();

        customer.buy(DAY.plusDays(100));

        assertThat(customer.standing).isEqualTo(new Standing("BRONZE", 1, 2, DAY.plusDays(130)));
        assertThat(customer.moves.getLast())
                .isEqualTo(new Move(Move.Cause.JOINED, 2, null, "BRONZE", DAY.plusDays(130)));
    }

    /** The tier and count after this number of purchases, computed step by step. */
    private static void assertStandsAs(int purchases, Standing standing) {
        int tier = 0;
        int count = Math.min(purchases, 1);
        for (int n = 2; n <= purchases; n++) {
            count++;
            if (count == TIERS.get(tier).lastCount()) {
                tier = Math.min(tier + 1, TIERS.size() - 1);
                count = 1;
            }
        }
        assertThat(standing.tier())
                .as("after %s purchases", purchases)
                .isEqualTo(TIERS.get(tier).code());
        assertThat(standing.recurring()).as("after %s purchases", purchases).isEqualTo(count);
    }

    private static Money rewardsOf(int purchases) {
        int tier = 0;
        int count = Math.min(purchases, 1);
        Money sum = Money.ZERO;
        for (int n = 2; n <= purchases; n++) {
            count++;
            sum = sum.plus(TIERS.get(tier).rewardAt(count));
            if (count == TIERS.get(tier).lastCount()) {
                tier = Math.min(tier + 1, TIERS.size() - 1);
                count = 1;
            }
        }
        return sum;
    }

    private static Tier tier(String code, int grade, int last, Map<Integer, Long> rewards) {
        return new Tier(
                code,
                grade,
                last,
                30,
                rewards.entrySet().stream()
                        .collect(java.util.stream.Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, reward -> Money.rupiah(reward.getValue()))));
    }
}
