package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Tier;
import id.kezbek.shared.Money;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tier as it appears in proposals and in the version history. The database stores the field names, so they never
 * change.
 *
 * @param name null in versions without names
 */
public record TierTerms(
        String code,
        int grade,
        int lastCount,
        int lastsDays,
        List<RewardTerms> rewards,
        @Nullable String name,
        @Nullable String description) {

    /** @param amount in rupiah */
    public record RewardTerms(int count, BigDecimal amount) {}

    static TierTerms of(Tier tier) {
        return new TierTerms(
                tier.code(),
                tier.grade(),
                tier.lastCount(),
                tier.lastsDays(),
                tier.rewards().entrySet().stream()
                        .map(reward -> new RewardTerms(
                                reward.getKey(), reward.getValue().decimal()))
                        .sorted(Comparator.comparingInt(RewardTerms::count))
                        .toList(),
                tier.name(),
                tier.description());
    }

    Tier tier() {
        Map<Integer, Money> amounts = rewards.stream()
                .collect(Collectors.toUnmodifiableMap(RewardTerms::count, reward -> Money.rupiah(reward.amount())));
        return new Tier(code, grade, lastCount, lastsDays, amounts, name, description);
    }
}
