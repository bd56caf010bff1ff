package id.kezbek.payouts.provider;

import java.util.Optional;

/** What is known after sending an order. Reasons are short words for people and logs, without personal data. */
public sealed interface Outcome {

    /**
     * It paid.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements Outcome {}

    /** The provider rejected it, by status or by a listed failure word. Proven not paid. */
    record Refused(String reason) implements Outcome {}

    /** Nothing reached the provider: no connection, circuit breaker open, lease over. Proven not paid. */
    record NotSent(String reason) implements Outcome {}

    /** It may have paid. */
    record Unknown(String reason) implements Outcome {}
}
