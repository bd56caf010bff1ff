package id.kezbek.payouts.outcome;

import java.util.Optional;

/**
 * The conclusion about an attempt, from a provider's answer, an inquiry, a callback, a settlement file or two people.
 */
public sealed interface Finding {

    /**
     * The order was paid.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements Finding {}

    /**
     * The order was proven not paid.
     *
     * @param reason a short code for staff and logs
     */
    record NotPaid(String reason, Proof proof) implements Finding {

        /** Whether the provider received the order. An order that was never sent proves nothing about the payout. */
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
        /** The provider reported later, unasked or in an inquiry, that the order failed. */
        SAID_FAILED,
        /** The provider did not know the order at a time when it should have known it. */
        NEVER_SEEN,
        /** Two people decided. */
        DECIDED
    }

    /** The order may have been paid. */
    record Unclear(String reason) implements Finding {}

    /** The provider took a payment back. */
    record Reversed(String reason) implements Finding {}
}
