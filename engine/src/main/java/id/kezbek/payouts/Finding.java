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
     * @param reached whether the provider had the order; an order that never left says nothing about the payout
     */
    record NotPaid(String reason, boolean reached) implements Finding {}

    /** It may have been paid. */
    record Unclear(String reason) implements Finding {}

    /** The provider took a payment back. */
    record Reversed(String reason) implements Finding {}
}
