package id.kezbek.console.tiers;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tier programme from API v2, the lowest tier first. */
public record Ladder(int version, List<Tier> tiers) {

    public record Tier(
            String code,
            int grade,
            int lastCount,
            int lastsDays,
            String next,
            String lower,
            List<Reward> rewards,
            @Nullable String name,
            @Nullable String description) {

        /** The reward for the purchase with this number in the tier. Null if there is no reward. */
        public @Nullable Money reward(int count) {
            return rewards.stream()
                    .filter(reward -> reward.count() == count)
                    .map(Reward::amount)
                    .findFirst()
                    .orElse(null);
        }
    }

    public record Reward(int count, Money amount) {}

    public record Version(
            int version,
            Instant at,
            @Nullable String proposedBy,
            @Nullable String approvedBy,
            @Nullable String reason,
            List<Tier> tiers) {}

    public record Versions(List<Version> items, @Nullable String nextCursor) {}

    /** Whether the table needs a column for descriptions. */
    public boolean hasDescriptions() {
        return tiers.stream().anyMatch(tier -> tier.description() != null);
    }

    /** The purchase numbers with a reward in at least one tier. They are the columns of the table. */
    public SortedSet<Integer> counts() {
        return tiers.stream()
                .flatMap(tier -> tier.rewards().stream())
                .map(Reward::count)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
