package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Tier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the tier programme.
 *
 * @param number from 1, increased by each change
 * @param tiers by grade
 * @param change people and reason of the change; null for the installation's first version
 */
public record LadderVersion(
        int number, List<Tier> tiers, Instant at, @Nullable Change change) {

    /** The decision of two people. */
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
