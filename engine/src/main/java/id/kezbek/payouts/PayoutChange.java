package id.kezbek.payouts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a payout, or a postponement of one that stays PENDING; a forbidden one cannot be made.
 *
 * @param quotes JSON: why nobody was chosen, see {@link Quote#json}; null where somebody was or nobody was looked for
 * @param attempts how many attempts it has had, this change included
 * @param refusals how many of them reached a provider and were not paid
 * @param dueAt not to be sent before
 * @param endedAt when it was paid or cancelled; null otherwise
 */
record PayoutChange(
        UUID payout,
        PayoutState from,
        PayoutState to,
        @Nullable String reason,
        @Nullable String quotes,
        int attempts,
        int refusals,
        Instant dueAt,
        @Nullable Instant endedAt) {

    PayoutChange {
        boolean postponed = from == PayoutState.PENDING && to == PayoutState.PENDING;
        if (!postponed && !from.canBecome(to)) {
            throw new IllegalStateException("A payout that is " + from + " never becomes " + to);
        }
    }
}
