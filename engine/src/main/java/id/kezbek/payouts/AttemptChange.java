package id.kezbek.payouts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of an attempt; a forbidden one cannot be made.
 *
 * @param providerReference the provider's own reference; null keeps what is known
 * @param reached false where it failed before the provider had it
 * @param endedAt null while it stays open
 * @param nextInquiryAt when to ask about it; null where it is not to be asked about
 */
record AttemptChange(
        UUID attempt,
        AttemptState from,
        AttemptState to,
        @Nullable String providerReference,
        @Nullable String reason,
        boolean reached,
        @Nullable Instant endedAt,
        @Nullable Instant nextInquiryAt) {

    AttemptChange {
        if (!from.canBecome(to)) {
            throw new IllegalStateException("An attempt that is " + from + " never becomes " + to);
        }
    }
}
