package id.kezbek.console.payouts;

import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
        int failed,
        List<Sum> byPartner,
        List<Sum> byProvider,
        List<Item> items) {

    /** The number and the sum of payouts, either of one partner or of one provider. The other code is null. */
    public record Sum(@Nullable String partner, @Nullable String provider, int count, Money total) {

        public String code() {
            return partner != null ? partner : Objects.requireNonNullElse(provider, "");
        }
    }

    /**
     * @param provider the provider of the attempt that the decision is about; otherwise of the last attempt
     * @param state the state of the payout when the decision was proposed
     * @param payoutReason the code of the reason for waiting when the decision was proposed
     * @param reason the reason why the payout was skipped or failed
     */
    public record Item(
            String payout,
            String partner,
            String wallet,
            @Nullable String provider,
            Money amount,
            String state,
            @Nullable String payoutReason,
            String outcome,
            @Nullable String reason) {

        public String tone() {
            return switch (outcome) {
                case "DONE" -> "good";
                case "SKIPPED", "FAILED" -> "bad";
                default -> "wait";
            };
        }
    }

    /** The number of payouts that are done, skipped or failed. */
    public int ended() {
        return done + skipped + failed;
    }

    public boolean isApproved() {
        return approvedAt != null;
    }

    /** Whether the decision is approved and some payouts are still undecided. */
    public boolean isRunning() {
        return isApproved() && endedAt == null;
    }
}
