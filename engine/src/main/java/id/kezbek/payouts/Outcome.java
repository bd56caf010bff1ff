package id.kezbek.payouts;

import java.util.Optional;

/** What is known after an order was sent. Reasons are short words for people and logs, without personal data. */
public sealed interface Outcome {

    /**
     * It paid.
     *
     * @param reference the provider's own reference, where it gives one
     */
    record Paid(Optional<String> reference) implements Outcome {}

    /** The provider said no: by a refusing status or by a word that is listed as a failure. Proven not paid. */
    record Refused(String reason) implements Outcome {}

    /** Nothing reached the provider: no connection, breaker open, lease over. Proven not paid. */
    record NotSent(String reason) implements Outcome {}

    /** It may have paid. */
    record Unknown(String reason) implements Outcome {}
}
