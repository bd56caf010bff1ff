package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loyalty tier.
 *
 * @param grade the order of the tier, starting with the lowest
 * @param lastCount the count that promotes the customer, or restarts the highest tier
 * @param lastsDays the number of days of a tier period
 * @param rewards the rewards by count, in addition to the cashback
 * @param name a name for people, without effect on decisions
 * @param description the purpose, for people, without effect on decisions
 */
public record Tier(
        String code,
        int grade,
        int lastCount,
        int lastsDays,
        Map<Integer, Money> rewards,
        @Nullable String name,
        @Nullable String description) {

    public Tier {
        rewards = Map.copyOf(rewards);
    }

    /** A tier without a name. */
    public Tier(String code, int grade, int lastCount, int lastsDays, Map<Integer, Money> rewards) {
        this(code, grade, lastCount, lastsDays, rewards, null, null);
    }

    public Money rewardAt(int count) {
        return rewards.getOrDefault(count, Money.ZERO);
    }
}
