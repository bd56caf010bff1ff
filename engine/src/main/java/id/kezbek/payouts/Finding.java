package id.kezbek.payouts;

import java.util.Optional;

/** What was learned about an attempt, whether by an answer, an inquiry, a callback, a statement or two people. */
public sealed interface Finding {

    /**
     * It was paid.
     *
     * @param reference the provider's own reference, where it gave one
     */
    record Paid(Optional<String> reference) implements Finding {}

    /**
     * It was proven not to be paid.
     *
     * @param reason a short word for people and logs
     */
    record NotPaid(String reason, Proof proof) implements Finding {

        /** Whether the provider had the order; one that never got there says nothing about the payout. */
        public boolean reached() {
            return switch (proof) {
                case NEVER_LEFT, NEVER_SEEN -> false;
                case REFUSED, SAID_FAILED, DECIDED -> true;
            };
        }
    }

    /** What proves that nothing was paid. */
    enum Proof {
        /** Nothing was written to the provider. */
        NEVER_LEFT,
        /** The provider answered the order with a no. */
        REFUSED,
        /** Asked, or by itself, the provider said later that the order failed. */
        SAID_FAILED,
        /** Asked, the provider did not know the order, and by then it would have. */
        NEVER_SEEN,
        /** People found it out. */
        DECIDED
    }

    /** It may have been paid. */
    record Unclear(String reason) implements Finding {}

    /** The provider took a payment back. */
    record Reversed(String reason) implements Finding {}
}
