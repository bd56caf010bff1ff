package id.kezbek.payouts.records;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of an attempt, or the provider's message that it has accepted the order of an {@code UNKNOWN} attempt.
 * The constructor refuses a transition that is not allowed.
 *
 * @param providerReference the provider's reference; null to keep the stored reference
 * @param reached false if the failed order did not reach the provider, or if Kezbek's float was too low
 * @param endedAt null while the attempt is open
 * @param nextInquiryAt the time of the next inquiry; null for none
 */
public record AttemptChange(
        UUID attempt,
        AttemptState from,
        AttemptState to,
        @Nullable String providerReference,
        @Nullable String reason,
        boolean reached,
        @Nullable Instant endedAt,
        @Nullable Instant nextInquiryAt) {

    public AttemptChange {
        boolean confirmed =
                from == AttemptState.UNKNOWN && to == AttemptState.UNKNOWN && Attempts.ACCEPTED.equals(reason);
        if (!confirmed && !from.canBecome(to)) {
            throw new IllegalStateException("An attempt cannot change from " + from + " to " + to);
        }
    }
}
