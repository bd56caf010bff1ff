package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.util.Map;

/**
 * A loyalty tier.
 *
 * @param grade the order of the tier, starting with the lowest
 * @param lastCount the count that promotes the customer, or restarts the highest tier
 * @param lastsDays the number of days of a tier period
 * @param rewards the rewards by count, in addition to the cashback
 */
public record Tier(String code, int grade, int lastCount, int lastsDays, Map<Integer, Money> rewards) {

    public Tier {
        rewards = Map.copyOf(rewards);
    }

    public Money rewardAt(int count) {
        return rewards.getOrDefault(count, Money.ZERO);
    }
}
