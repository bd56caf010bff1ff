package id.kezbek.payouts.provider;

import java.util.Optional;

/** The engine's knowledge after sending an order. Reasons are short codes for staff and logs, without personal data. */
public sealed interface Outcome {

    /**
     * The provider paid the order.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements Outcome {}

    /**
     * The provider rejected the order, by HTTP status or by a configured failure word. This proves that it was not
     * paid.
     */
    record Refused(String reason) implements Outcome {}

    /**
     * Nothing reached the provider: no connection, circuit breaker open or lease over. This proves that nothing was
     * paid.
     */
    record NotSent(String reason) implements Outcome {}

    /** The provider may have paid the order. */
    record Unknown(String reason) implements Outcome {}
}
