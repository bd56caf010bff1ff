package id.kezbek.console.payouts;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One decision about many payouts, from API v2. */
public record PayoutDecision(
        String id,
        String decision,
        @Nullable Instant approvedAt,
        @Nullable Instant endedAt,
        int count,
        Money total,
        int done,
        int skipped,
        List<Item> items) {

    /**
     * @param state the payout's state at the proposal
     * @param reason why it was skipped
     */
    public record Item(
            String payout,
            Money amount,
            String state,
            String outcome,
            @Nullable String reason) {

        public String tone() {
            return switch (outcome) {
                case "DONE" -> "good";
                case "SKIPPED" -> "bad";
                default -> "wait";
            };
        }
    }

    public boolean isApproved() {
        return approvedAt != null;
    }

    /** Whether it is approved, and payouts still wait for their turn. */
    public boolean isRunning() {
        return isApproved() && endedAt == null;
    }
}
