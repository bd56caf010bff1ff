package id.kezbek.payouts;

/**
 * Decides what follows from a finding about an attempt. Pure: every combination of attempt, payout and finding has one
 * answer here, and nowhere else is decided about money that moved.
 *
 * <p>The books follow one rule: of the succeeded attempts of a payout that was not cancelled, one is settled against
 * what we owe the customer, every further one lies in suspense.
 */
final class Settlement {

    /**
     * What is recorded when the finding arrives.
     *
     * @param anotherPaid whether another attempt of the payout has succeeded and was not reversed
     * @param isLastTry whether one more failure sends the payout to people instead of back to the queue
     */
    record Situation(AttemptState attempt, PayoutState payout, boolean anotherPaid, boolean isLastTry) {}

    /** What the books take down. */
    enum Booking {
        NOTHING,
        /** The provider paid what we owe the customer; its fee with it. */
        SETTLE,
        /** The provider paid what was not owed any more: to suspense and to people; its fee with it. */
        PAID_TWICE,
        /** The provider took back what had settled the payout, which is owed again. */
        REVERSE,
        /** The provider took back one payment too many, which clears it from suspense. */
        REVERSE_SECOND
    }

    sealed interface Decision {

        /**
         * The transitions to make and what the books take down.
         *
         * @param payout the state that the payout goes to; its present one where it stays
         */
        record Apply(AttemptState attempt, PayoutState payout, Booking booking) implements Decision {}

        /** The finding is no news. */
        record AlreadyKnown() implements Decision {}

        /** The finding contradicts what is recorded; nothing is changed and people are told. */
        record Contradiction(String what) implements Decision {}
    }

    private static final Decision ALREADY_KNOWN = new Decision.AlreadyKnown();

    private Settlement() {}

    static Decision decide(Situation now, Finding finding) {
        return switch (finding) {
            case Finding.Paid paid -> paid(now);
            case Finding.NotPaid notPaid -> notPaid(now);
            case Finding.Unclear unclear ->
                now.attempt() == AttemptState.SENDING
                        ? new Decision.Apply(AttemptState.UNKNOWN, now.payout(), Booking.NOTHING)
                        : ALREADY_KNOWN;
            case Finding.Reversed reversed -> reversed(now);
        };
    }

    private static Decision paid(Situation now) {
        return switch (now.attempt()) {
            case SENDING, UNKNOWN -> new Decision.Apply(AttemptState.SUCCEEDED, PayoutState.PAID, payment(now));
            case FAILED -> new Decision.Apply(AttemptState.SUCCEEDED, afterLatePayment(now), payment(now));
            // Callbacks come twice and out of order; a payment that was taken back stays so.
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
            // The other attempt is still open: its end decides, and if it pays too, that is the second payment.
            case IN_FLIGHT -> PayoutState.IN_FLIGHT;
            case CANCELLED -> PayoutState.CANCELLED;
        };
    }

    private static Decision notPaid(Situation now) {
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
                new Decision.Contradiction("the provider reports a reversal of an attempt that is not recorded as paid");
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
