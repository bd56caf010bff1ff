package id.kezbek.payouts.outcome;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.AttemptState;

/**
 * Decides what a conclusion about an attempt changes. This is a pure function with one result for each combination of
 * attempt, payout and conclusion. No other code makes such decisions.
 *
 * <p>Rule for the ledger: if a payout is not cancelled, one succeeded attempt is booked against the debt to the
 * customer. The amounts of all other succeeded attempts are booked to suspense.
 */
public final class Settlement {

    /**
     * The recorded state at the time of the conclusion.
     *
     * @param isAccepted whether the provider has said that it has the order of an UNKNOWN attempt
     * @param anotherPaid whether another attempt of the payout has succeeded and was not reversed
     * @param isLastTry whether one more failure sends the payout to staff instead of back to the queue
     */
    record Situation(
            AttemptState attempt, boolean isAccepted, PayoutState payout, boolean anotherPaid, boolean isLastTry) {}

    /** The booking in the ledger. */
    public enum Booking {
        NOTHING,
        /** The provider paid the debt to the customer. Books the amount and the fee. */
        SETTLE,
        /**
         * The provider paid an amount that was no longer owed. Books the fee, and the amount to suspense; staff decide.
         */
        PAID_TWICE,
        /** The provider took back the payment of the payout. The amount is owed again. */
        REVERSE,
        /** The provider took back a duplicate payment. The amount leaves suspense. */
        REVERSE_SECOND
    }

    public sealed interface Decision {

        /**
         * The state transitions and the booking.
         *
         * @param attempt the attempt's new state; its current state if the provider only confirms that it has the order
         * @param payout the payout's new state; its current state if it does not change
         */
        record Apply(AttemptState attempt, PayoutState payout, Booking booking) implements Decision {}

        /** The conclusion changes nothing, usually because it is already recorded. */
        record AlreadyKnown() implements Decision {}

        /** The conclusion contradicts the recorded state. Attempt and payout do not change, and staff are alerted. */
        record Contradiction(String what) implements Decision {}
    }

    private static final Decision ALREADY_KNOWN = new Decision.AlreadyKnown();

    private Settlement() {}

    static Decision decide(Situation now, Finding finding) {
        return switch (finding) {
            case Finding.Paid paid -> paid(now);
            case Finding.NotPaid notPaid -> notPaid(now, notPaid.proof());
            case Finding.Accepted accepted -> accepted(now, accepted);
            case Finding.Unclear unclear -> stillOpen(now);
            case Finding.Reversed reversed -> reversed(now);
        };
    }

    /**
     * The provider's acceptance may become known late: after the lease has ended, or from an inquiry. So an UNKNOWN
     * attempt can become accepted too.
     */
    private static Decision accepted(Situation now, Finding.Accepted finding) {
        boolean isNews = !now.isAccepted() || finding.reference().isPresent();
        return now.attempt() == AttemptState.UNKNOWN && isNews
                ? new Decision.Apply(AttemptState.UNKNOWN, now.payout(), Booking.NOTHING)
                : stillOpen(now);
    }

    private static Decision stillOpen(Situation now) {
        return now.attempt() == AttemptState.SENDING
                ? new Decision.Apply(AttemptState.UNKNOWN, now.payout(), Booking.NOTHING)
                : ALREADY_KNOWN;
    }

    private static Decision paid(Situation now) {
        return switch (now.attempt()) {
            case SENDING, UNKNOWN -> new Decision.Apply(AttemptState.SUCCEEDED, PayoutState.PAID, payment(now));
            case FAILED -> new Decision.Apply(AttemptState.SUCCEEDED, afterLatePayment(now), payment(now));
            // Reports may arrive twice or out of order. A reversed payment stays reversed, even if a success is
            // reported again.
            case SUCCEEDED, REVERSED -> ALREADY_KNOWN;
        };
    }

    private static Booking payment(Situation now) {
        boolean owed = !now.anotherPaid() && now.payout() != PayoutState.CANCELLED;
        return owed ? Booking.SETTLE : Booking.PAID_TWICE;
    }

    private static PayoutState afterLatePayment(Situation now) {
        return switch (now.payout()) {
            case HELD, PENDING, ATTENTION, PAID -> PayoutState.PAID;
            // Another attempt of the payout is still open, so the payout stays IN_FLIGHT. If that attempt is paid too,
            // its payment is the duplicate payment.
            case IN_FLIGHT -> PayoutState.IN_FLIGHT;
            case CANCELLED -> PayoutState.CANCELLED;
        };
    }

    private static Decision notPaid(Situation now, Finding.Proof proof) {
        // The provider accepted this order earlier, so the answer "never seen" is no proof. The provider may still pay.
        if (proof == Finding.Proof.NEVER_SEEN && now.isAccepted()) {
            return ALREADY_KNOWN;
        }
        return switch (now.attempt()) {
            case SENDING, UNKNOWN ->
                new Decision.Apply(
                        AttemptState.FAILED, now.anotherPaid() ? PayoutState.PAID : again(now), Booking.NOTHING);
            case FAILED, REVERSED -> ALREADY_KNOWN;
            case SUCCEEDED -> new Decision.Contradiction("the provider reports a paid attempt as not paid");
        };
    }

    private static Decision reversed(Situation now) {
        return switch (now.attempt()) {
            case SUCCEEDED -> afterReversal(now);
            case REVERSED -> ALREADY_KNOWN;
            case SENDING, UNKNOWN, FAILED ->
                new Decision.Contradiction(
                        "the provider reports a reversal of an attempt that is not recorded as paid");
        };
    }

    private static Decision afterReversal(Situation now) {
        boolean oneTooMany = now.anotherPaid() || now.payout() == PayoutState.CANCELLED;
        if (oneTooMany) {
            return new Decision.Apply(AttemptState.REVERSED, now.payout(), Booking.REVERSE_SECOND);
        }
        PayoutState payout = now.payout() == PayoutState.PAID ? again(now) : now.payout();
        return new Decision.Apply(AttemptState.REVERSED, payout, Booking.REVERSE);
    }

    private static PayoutState again(Situation now) {
        return now.isLastTry() ? PayoutState.ATTENTION : PayoutState.PENDING;
    }
}
