package id.kezbek.payouts.outcome;

import id.kezbek.payouts.provider.RefusalKind;
import java.time.Duration;
import java.util.Optional;

/**
 * The conclusion about an attempt, from a provider's answer, an inquiry, a callback, a settlement file or two people.
 */
public sealed interface Finding {

    /**
     * The order was paid.
     *
     * @param reference the provider's own reference, if any
     * @param isSaidByProvider false if two people or a settlement file reported the payment; a later answer of the
     *     provider does not reverse such a payment
     */
    record Paid(Optional<String> reference, boolean isSaidByProvider) implements Finding {

        public Paid(Optional<String> reference) {
            this(reference, true);
        }
    }

    /**
     * The provider has the order; the final result comes later.
     *
     * @param reference the provider's own reference, if any
     */
    record Accepted(Optional<String> reference) implements Finding {}

    /**
     * It is proven that the order was not paid.
     *
     * @param reason a short code for staff and logs
     * @param retryAfter the minimum time before the next attempt of the payout; zero if there is none
     */
    record NotPaid(String reason, Proof proof, RefusalKind kind, Duration retryAfter) implements Finding {

        public NotPaid(String reason, Proof proof) {
            this(reason, proof, RefusalKind.UNSPECIFIED, Duration.ZERO);
        }

        /**
         * Whether the failed order is treated as one that reached the provider. False if it was never sent, or if the
         * provider does not know it. Also false if Kezbek's float was too low, because that says nothing about the
         * provider or the payout.
         */
        public boolean reached() {
            return switch (proof) {
                case NEVER_LEFT, NEVER_SEEN -> false;
                case REFUSED, SAID_FAILED, DECIDED -> kind != RefusalKind.FLOAT_SHORT;
            };
        }

        /** Whether this finding counts as one of the payout's rejections. */
        boolean countsAsRejection() {
            return reached() && kind.isAboutPayout();
        }
    }

    /** The proof that nothing was paid. */
    public enum Proof {
        /** Nothing was sent to the provider. */
        NEVER_LEFT,
        /** The provider rejected the order. */
        REFUSED,
        /** The provider reported later, by itself or in answer to an inquiry, that the order failed. */
        SAID_FAILED,
        /** The provider did not know the order at a time when it should have known the order. */
        NEVER_SEEN,
        /** Two people decided. */
        DECIDED
    }

    /** The order may have been paid. */
    record Unclear(String reason) implements Finding {}

    /** The provider took a payment back. */
    record Reversed(String reason) implements Finding {}
}
