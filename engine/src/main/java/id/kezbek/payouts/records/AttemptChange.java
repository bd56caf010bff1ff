package id.kezbek.payouts.records;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of an attempt; a forbidden one cannot be created.
 *
 * @param providerReference the provider's reference; null keeps the known one
 * @param reached false if it failed before it reached the provider
 * @param endedAt null while it is open
 * @param nextInquiryAt the next inquiry; null for none
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
        if (!from.canBecome(to)) {
            throw new IllegalStateException("An attempt that is " + from + " never becomes " + to);
        }
    }
}
