package id.kezbek.loyalty.ladder;

import id.kezbek.loyalty.Tier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of the tier programme.
 *
 * @param number starts at 1; each change increases it
 * @param tiers by grade
 * @param change the people and the reason of the change; null for the installation's first version
 */
public record LadderVersion(
        int number, List<Tier> tiers, Instant at, @Nullable Change change) {

    /** The approval by two people. */
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
