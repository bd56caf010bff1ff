package id.kezbek.sandbox.demo.reckoning;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The seeded tiers and rewards as a table. */
public final class Ladder {

    /** The customer's tier and count after a purchase, and the reward of this purchase. */
    public record Step(String tier, int recurring, BigDecimal reward) {}

    private record Tier(Map<Integer, Integer> rewards, int lastCount, String next) {}

    private static final String LOWEST = "BRONZE";
    private static final Map<String, Tier> TIERS = Map.of(
            "BRONZE", new Tier(Map.of(3, 1_000, 5, 2_500), 5, "SILVER"),
            "SILVER", new Tier(Map.of(3, 5_000, 7, 7_500), 7, "GOLD"),
            "GOLD", new Tier(Map.of(5, 10_000, 10, 15_000), 10, "PLATINUM"),
            "PLATINUM", new Tier(Map.of(5, 20_000, 10, 25_000), 10, "PLATINUM"));

    private Ladder() {}

    /**
     * @param before null for the first purchase
     */
    public static Step next(@Nullable Step before) {
        if (before == null) {
            return new Step(LOWEST, 1, BigDecimal.ZERO);
        }
        Tier tier = TIERS.get(before.tier());
        if (tier == null) {
            throw new IllegalArgumentException("There is no tier " + before.tier());
        }
        int count = before.recurring() + 1;
        BigDecimal reward = BigDecimal.valueOf(tier.rewards().getOrDefault(count, 0));
        return count == tier.lastCount() ? new Step(tier.next(), 1, reward) : new Step(before.tier(), count, reward);
    }

    /**
     * The sum of the rewards for a customer's first {@code purchases}. The sum depends only on the number of purchases.
     */
    static BigDecimal rewardsOf(int purchases) {
        BigDecimal sum = BigDecimal.ZERO;
        Step step = null;
        for (int i = 0; i < purchases; i++) {
            step = next(step);
            sum = sum.add(step.reward());
        }
        return sum;
    }
}
