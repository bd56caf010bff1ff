package id.kezbek.payouts.outcome;

import java.util.Optional;

/** The conclusion about an attempt, from an answer, an inquiry, a callback, a settlement file or two people. */
public sealed interface Finding {

    /**
     * It was paid.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements Finding {}

    /**
     * It is proven not paid.
     *
     * @param reason a short word for people and logs
     */
    record NotPaid(String reason, Proof proof) implements Finding {

        /** Whether the provider received the order; an order that was never sent says nothing about the payout. */
        public boolean reached() {
            return switch (proof) {
                case NEVER_LEFT, NEVER_SEEN -> false;
                case REFUSED, SAID_FAILED, DECIDED -> true;
            };
        }
    }

    /** The proof that nothing was paid. */
    public enum Proof {
        /** Nothing was sent to the provider. */
        NEVER_LEFT,
        /** The provider rejected the order. */
        REFUSED,
        /** The provider reported later, by itself or in an inquiry, that the order failed. */
        SAID_FAILED,
        /** The provider did not know the order at a time at which it must know it. */
        NEVER_SEEN,
        /** Two people decided. */
        DECIDED
    }

    /** It may have been paid. */
    record Unclear(String reason) implements Finding {}

    /** The provider took a payment back. */
    record Reversed(String reason) implements Finding {}
}
