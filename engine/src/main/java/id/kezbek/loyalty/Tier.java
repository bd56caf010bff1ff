package id.kezbek.loyalty;

import id.kezbek.shared.Money;
import java.util.Map;

/**
 * A rung of the loyalty ladder.
 *
 * @param grade its place from below; grades order the ladder
 * @param lastCount the count that moves the customer up, or starts the highest tier again
 * @param lastsDays how many days a stay in it lasts
 * @param rewards what is paid on top of the cashback at which count
 */
public record Tier(String code, int grade, int lastCount, int lastsDays, Map<Integer, Money> rewards) {

    public Tier {
        rewards = Map.copyOf(rewards);
    }

    Money rewardAt(int count) {
        return rewards.getOrDefault(count, Money.ZERO);
    }
}
