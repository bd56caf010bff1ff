package id.kezbek.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Ladder LADDER = new Ladder(List.of(
            tier("GOLD", 3, 10, Map.of(5, 10_000, 10, 15_000)),
            tier("BRONZE", 1, 5, Map.of(3, 1_000, 5, 2_500)),
            tier("PLATINUM", 4, 10, Map.of(5, 20_000, 10, 25_000)),
            tier("SILVER", 2, 7, Map.of(3, 5_000, 7, 7_500))));

    @Test
    void firstPurchaseEntersTheLowestTierWithoutReward() {
        Advance first = LADDER.count(null, DAY);

        assertThat(first.before()).isNull();
        assertThat(first.after()).isEqualTo(new Standing("BRONZE", 1, 1, DAY.plusDays(90)));
        assertThat(first.reward()).isEqualTo(Money.ZERO);
        assertThat(first.moves()).containsExactly(new Move(Move.Cause.JOINED, 1, null, "BRONZE", DAY.plusDays(90)));
    }

    @ParameterizedTest(name = "{0} at {1}: {4} in {2} at {3}, {5} away")
    @CsvSource({
        "BRONZE,1,BRONZE,3,1000,2",
        "BRONZE,2,BRONZE,3,1000,1",
        "BRONZE,3,BRONZE,5,2500,2",
        "BRONZE,4,BRONZE,5,2500,1",
        "SILVER,1,SILVER,3,5000,2",
        "GOLD,9,GOLD,10,15000,1",
        "PLATINUM,5,PLATINUM,10,25000,5",
    })
    void predictsNextReward(String tier, int recurring, String in, int count, long amount, int away) {
        assertThat(LADDER.nextReward(new Standing(tier, recurring, 1, DAY.plusDays(1))))
                .hasValue(new Ladder.NextReward(in, count, away, Money.rupiah(amount)));
    }

    @Test
    void predictsRewardOfNextTier() {
        Ladder ladder = new Ladder(List.of(
                tier("LOW", 1, 4, Map.of(2, 100)), tier("MIDDLE", 2, 5, Map.of(3, 300)), tier("TOP", 3, 2, Map.of())));

        // At count 3 in LOW: the fourth purchase moves up to MIDDLE with count 1, then two more.
        assertThat(ladder.nextReward(new Standing("LOW", 3, 1, DAY)))
                .hasValue(new Ladder.NextReward("MIDDLE", 3, 3, Money.rupiah(300)));
        assertThat(ladder.nextReward(new Standing("MIDDLE", 4, 1, DAY))).isEmpty();
        assertThat(ladder.nextReward(new Standing("TOP", 1, 1, DAY))).isEmpty();
    }

    @Test
    void paysPredictedReward() {
        Standing standing = LADDER.count(null, DAY).after();
        for (int i = 0; i < 60; i++) {
            Ladder.NextReward foretold = LADDER.nextReward(standing).orElseThrow();
            Standing at = standing;
            Advance advance = LADDER.count(at, DAY);
            for (int away = 1; away < foretold.purchasesAway(); away++) {
                assertThat(advance.reward()).isEqualTo(Money.ZERO);
                advance = LADDER.count(advance.after(), DAY);
            }
            assertThat(advance.reward()).isEqualTo(foretold.amount());
            standing = LADDER.count(standing, DAY).after();
        }
    }

    @ParameterizedTest(name = "{0} at {1} -> {2} at {3}, reward {4}")
    @CsvSource({
        "BRONZE,1,BRONZE,2,0",
        "BRONZE,2,BRONZE,3,1000",
        "BRONZE,3,BRONZE,4,0",
        "BRONZE,4,SILVER,1,2500",
        "SILVER,1,SILVER,2,0",
        "SILVER,2,SILVER,3,5000",
        "SILVER,3,SILVER,4,0",
        "SILVER,4,SILVER,5,0",
        "SILVER,5,SILVER,6,0",
        "SILVER,6,GOLD,1,7500",
        "GOLD,1,GOLD,2,0",
        "GOLD,2,GOLD,3,0",
        "GOLD,3,GOLD,4,0",
        "GOLD,4,GOLD,5,10000",
        "GOLD,5,GOLD,6,0",
        "GOLD,6,GOLD,7,0",
        "GOLD,7,GOLD,8,0",
        "GOLD,8,GOLD,9,0",
        "GOLD,9,PLATINUM,1,15000",
        "PLATINUM,1,PLATINUM,2,0",
        "PLATINUM,2,PLATINUM,3,0",
        "PLATINUM,3,PLATINUM,4,0",
        "PLATINUM,4,PLATINUM,5,20000",
        "PLATINUM,5,PLATINUM,6,0",
        "PLATINUM,8,PLATINUM,9,0",
        "PLATINUM,9,PLATINUM,1,25000"
    })
    void everyCountOfEveryTier(String tier, int recurring, String nextTier, int nextRecurring, long reward) {
        Advance advance = LADDER.count(new Standing(tier, recurring, 4, DAY.plusDays(10)), DAY);

        assertThat(advance.after().tier()).isEqualTo(nextTier);
        assertThat(advance.after().recurring()).isEqualTo(nextRecurring);
        assertThat(advance.reward()).isEqualTo(Money.rupiah(reward));
    }

    @Test
    void movingUpSetsANewExpiryAndIsKept() {
        Advance up = LADDER.count(new Standing("BRONZE", 4, 3, DAY.plusDays(10)), DAY);

        assertThat(up.after()).isEqualTo(new Standing("SILVER", 1, 4, DAY.plusDays(90)));
        assertThat(up.moves()).containsExactly(new Move(Move.Cause.PROMOTED, 4, "BRONZE", "SILVER", DAY.plusDays(90)));
    }

    @Test
    void highestTierStartsAgainWithANewExpiry() {
        Advance again = LADDER.count(new Standing("PLATINUM", 9, 7, DAY.plusDays(10)), DAY);

        assertThat(again.after()).isEqualTo(new Standing("PLATINUM", 1, 8, DAY.plusDays(90)));
        assertThat(again.moves()).extracting(Move::cause).containsExactly(Move.Cause.RENEWED);
    }

    @Test
    void countingWithoutMovingKeepsExpiryAndEntry() {
        Advance next = LADDER.count(new Standing("GOLD", 5, 9, DAY.plusDays(1)), DAY);

        assertThat(next.after()).isEqualTo(new Standing("GOLD", 6, 9, DAY.plusDays(1)));
        assertThat(next.moves()).isEmpty();
    }

    @Test
    void periodEndsAtStartOfLastDay() {
        Standing lastDay = LADDER.on(DAY.minusDays(1), new Standing("GOLD", 4, 1, DAY));
        Standing over = LADDER.on(DAY, new Standing("GOLD", 4, 1, DAY));

        assertThat(lastDay.tier()).isEqualTo("GOLD");
        assertThat(over).isEqualTo(new Standing("SILVER", 1, 2, DAY.plusDays(90)));
    }

    @Test
    void expiringTwiceMovesDownTwiceCountingFromTheOldDate() {
        Standing after = LADDER.on(DAY.plusDays(90), new Standing("GOLD", 4, 1, DAY));

        assertThat(after).isEqualTo(new Standing("BRONZE", 1, 3, DAY.plusDays(180)));
    }

    @Test
    void lowestTierStartsAgain() {
        Standing after = LADDER.on(DAY.plusDays(400), new Standing("BRONZE", 4, 1, DAY));

        assertThat(after.tier()).isEqualTo("BRONZE");
        assertThat(after.recurring()).isEqualTo(1);
        assertThat(after.expiresOn()).isEqualTo(DAY.plusDays(450));
    }

    @Test
    void purchaseAppliesDueEndBeforeItCounts() {
        Advance late = LADDER.count(new Standing("SILVER", 6, 2, DAY), DAY);

        assertThat(late.before()).isEqualTo(new Standing("SILVER", 6, 2, DAY));
        assertThat(late.after()).isEqualTo(new Standing("BRONZE", 2, 3, DAY.plusDays(90)));
        assertThat(late.reward()).isEqualTo(Money.ZERO);
        assertThat(late.moves()).containsExactly(new Move(Move.Cause.EXPIRED, 3, "SILVER", "BRONZE", DAY.plusDays(90)));
    }

    @Test
    void loweredLastCountMovesCustomersUp() {
        Advance beyond = LADDER.count(new Standing("BRONZE", 9, 1, DAY.plusDays(10)), DAY);

        assertThat(beyond.after().tier()).isEqualTo("SILVER");
        assertThat(beyond.reward()).isEqualTo(Money.ZERO);
    }

    @Test
    void wholeLifeUpToSecondRoundOfHighestTier() {
        List<String> path = new ArrayList<>();
        Money rewards = Money.ZERO;
        Standing standing = null;
        for (int purchase = 1; purchase <= 5 + 6 + 9 + 9 + 1; purchase++) {
            Advance advance = LADDER.count(standing, DAY);
            standing = advance.after();
            rewards = rewards.plus(advance.reward());
            advance.moves().forEach(move -> path.add(move.cause() + " " + move.to()));
        }

        assertThat(path)
                .containsExactly(
                        "JOINED BRONZE", "PROMOTED SILVER", "PROMOTED GOLD", "PROMOTED PLATINUM", "RENEWED PLATINUM");
        assertThat(standing).isEqualTo(new Standing("PLATINUM", 2, 5, DAY.plusDays(90)));
        assertThat(rewards).isEqualTo(Money.rupiah(1_000 + 2_500 + 5_000 + 7_500 + 10_000 + 15_000 + 20_000 + 25_000));
    }

    @Test
    void refusesProgrammeWithoutTiers() {
        assertThatThrownBy(() -> new Ladder(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Tier tier(String code, int grade, int lastCount, Map<Integer, Integer> rewards) {
        Map<Integer, Money> amounts = new java.util.HashMap<>();
        rewards.forEach((count, amount) -> amounts.put(count, Money.rupiah(amount)));
        return new Tier(code, grade, lastCount, 90, amounts);
    }
}
