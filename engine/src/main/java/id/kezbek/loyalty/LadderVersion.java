package id.kezbek.loyalty;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ladder as it was at a time.
 *
 * @param number from 1, one more with each change
 * @param tiers by grade
 * @param change who made it so and why; null where the engine was set up with it
 */
public record LadderVersion(
        int number, List<Tier> tiers, Instant at, @Nullable Change change) {

    /** Two people's change. */
    public record Change(String proposedBy, String approvedBy, String reason) {

        @Override
        public String toString() {
            return "Change[hidden]";
        }
    }

    public LadderVersion {
        tiers = List.copyOf(tiers);
    }
}
