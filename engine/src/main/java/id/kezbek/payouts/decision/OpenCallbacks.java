package id.kezbek.payouts.decision;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.payouts.callback.Callback;
import id.kezbek.payouts.callback.Callbacks;
import id.kezbek.payouts.callback.Callbacks.Open;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.records.AttemptState;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Refuses a decision while an open callback contradicts it, because the decision could cause a second payment. The
 * provider or two people must first decide about the callback.
 */
@Component
class OpenCallbacks {

    private final Callbacks callbacks;
    private final PayoutSettings settings;
    private final Clock clock;

    OpenCallbacks(Callbacks callbacks, PayoutSettings settings, Clock clock) {
        this.callbacks = callbacks;
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws Refusal STATE_CONFLICT if a callback about an attempt of the payout is open */
    void requireNone(UUID payout) {
        callbacks.openAbout(payout).stream().findFirst().ifPresent(open -> {
            throw refusal(open);
        });
    }

    /**
     * Checks a resolution against the open callbacks. Callbacks about the same attempt that wait for people do not
     * block the resolution, because it settles them.
     *
     * @throws Refusal STATE_CONFLICT if a callback contradicts the resolution and still waits for the provider's
     *     answer; or if the resolution sends the payout again while a callback about another failed attempt is open
     */
    void requireNoneAgainst(Attempts.Standing attempt, Resolution resolution) {
        boolean isSentAgain = resolution == Resolution.NOT_PAID && attempt.state() != AttemptState.FAILED;
        for (Open open : callbacks.openAbout(attempt.payout())) {
            boolean isAgainst = open.attempt().equals(attempt.id())
                    ? saysOtherwise(open, resolution) && isAsked(open)
                    : isSentAgain && open.state() == AttemptState.FAILED;
            if (isAgainst) {
                throw refusal(open);
            }
        }
    }

    /** Settles the callbacks about an attempt that people have resolved, so that people decide only once. */
    void answer(UUID attempt) {
        callbacks.decided(attempt, unansweredBefore());
    }

    private static boolean saysOtherwise(Open open, Resolution resolution) {
        return (open.status() == Callback.Status.SUCCESS) != (resolution == Resolution.PAID);
    }

    /**
     * Whether the callback still waits for the provider's answer. After {@code callback-asked-for}, people may decide.
     */
    private boolean isAsked(Open open) {
        return !open.isForPeople() && open.since().isAfter(unansweredBefore());
    }

    private Instant unansweredBefore() {
        return clock.instant().minus(settings.callbackAskedFor());
    }

    private static Refusal refusal(Open open) {
        return new Refusal(
                ErrorCode.STATE_CONFLICT,
                "a provider's callback about the payout is open: it says " + open.status() + " about attempt "
                        + Ids.text(open.attempt()) + ", which is " + open.state() + "; "
                        + (open.isForPeople()
                                ? "resolve that attempt first"
                                : "the engine asks the provider, so wait for its answer"));
    }
}
