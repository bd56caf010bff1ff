package id.kezbek.payouts.records;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.pricing.Quote;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a payout, or a delay of a PENDING payout. The constructor refuses a transition that is not allowed.
 *
 * @param quotes JSON: why no provider was chosen, see {@link Quote#json}; null if a provider was chosen or routing did
 *     not run
 * @param attempts the number of attempts, including this change
 * @param refusals the number of attempts that a provider refused because of this payout, or reversed
 * @param dueAt the earliest time of sending
 * @param endedAt when the payout was paid or cancelled; null otherwise
 */
public record PayoutChange(
        UUID payout,
        PayoutState from,
        PayoutState to,
        @Nullable String reason,
        @Nullable String quotes,
        int attempts,
        int refusals,
        Instant dueAt,
        @Nullable Instant endedAt) {

    public PayoutChange {
        boolean postponed = from == PayoutState.PENDING && to == PayoutState.PENDING;
        // A refund reduced the payout while the payout was held for another reason.
        boolean becameSmall = from == PayoutState.HELD
                && to == PayoutState.HELD
                && HoldReason.BELOW_WALLET_MINIMUM.name().equals(reason);
        if (!postponed && !becameSmall && !from.canBecome(to)) {
            throw new IllegalStateException("A payout cannot change from " + from + " to " + to);
        }
    }
}
