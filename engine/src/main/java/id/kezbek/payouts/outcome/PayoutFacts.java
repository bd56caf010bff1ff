package id.kezbek.payouts.outcome;

import id.kezbek.facts.Fact;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.outcome.Settlement.Booking;
import id.kezbek.payouts.outcome.Settlement.Decision;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the events of attempts. */
public final class PayoutFacts {

    private PayoutFacts() {}

    static List<Fact> of(Decision.Apply apply, Attempts.Recorded attempt, @Nullable String reason, Instant now) {
        List<Fact> facts = new ArrayList<>(2);
        facts.add(Fact.of(event(apply, attempt, reason), attempt.payout(), now));
        if (apply.payout() == PayoutState.ATTENTION) {
            facts.add(Fact.of(
                    new PayoutEvent.Attention(
                            attempt.partner(),
                            Ids.text(attempt.id()),
                            attempt.provider(),
                            attempt.wallet(),
                            attempt.amount(),
                            reason),
                    attempt.payout(),
                    now));
        }
        return facts;
    }

    static Fact contradicted(Attempts.Recorded attempt, String reason, Instant now) {
        return Fact.of(
                new PayoutEvent.Contradicted(
                        Ids.text(attempt.id()),
                        attempt.partner(),
                        attempt.provider(),
                        attempt.wallet(),
                        attempt.amount(),
                        attempt.fee(),
                        reason),
                attempt.payout(),
                now);
    }

    /**
     * The event of a payout that needs a decision of staff, because no provider can pay it. The event names no attempt.
     */
    public static Fact neverTried(Payouts.Due payout, String reason, Instant now) {
        return Fact.of(
                new PayoutEvent.Attention(payout.partner(), null, null, payout.wallet(), payout.amount(), reason),
                payout.id(),
                now);
    }

    private static PayoutEvent event(Decision.Apply apply, Attempts.Recorded attempt, @Nullable String reason) {
        String id = Ids.text(attempt.id());
        var partner = attempt.partner();
        String provider = attempt.provider();
        String wallet = attempt.wallet();
        var amount = attempt.amount();
        var fee = attempt.fee();
        return switch (apply.attempt()) {
            case SUCCEEDED ->
                apply.booking() == Booking.PAID_TWICE
                        ? new PayoutEvent.PaidTwice(id, partner, provider, wallet, amount, fee, reason)
                        : new PayoutEvent.Paid(
                                id, partner, provider, wallet, amount, fee, attempt.directFee(), attempt.nextFee());
            case FAILED -> new PayoutEvent.Failed(id, partner, provider, wallet, amount, fee, reason);
            case UNKNOWN -> new PayoutEvent.Unknown(id, partner, provider, wallet, amount, fee, reason);
            case REVERSED ->
                new PayoutEvent.Reversed(
                        id, partner, provider, wallet, amount, fee, apply.booking() == Booking.REVERSE_SECOND, reason);
            case SENDING -> throw new IllegalStateException("No finding sets an attempt to SENDING");
        };
    }
}
