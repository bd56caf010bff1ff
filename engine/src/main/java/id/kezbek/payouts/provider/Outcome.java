package id.kezbek.payouts.provider;

import java.time.Duration;
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
     * The provider has the order and will pay or refuse it later. The attempt stays open, and inquiries continue.
     *
     * @param reference the provider's own reference, if any
     */
    record Accepted(Optional<String> reference) implements Outcome {}

    /**
     * The provider rejected the order, by a code that its adapter knows. This proves that it was not paid.
     *
     * @param retryAfter the shortest time before the next attempt of the payout; zero without one
     */
    record Refused(String reason, RefusalKind kind, Duration retryAfter) implements Outcome {

        public Refused(String reason) {
            this(reason, RefusalKind.UNSPECIFIED);
        }

        public Refused(String reason, RefusalKind kind) {
            this(reason, kind, Duration.ZERO);
        }
    }

    /**
     * Nothing reached the provider: no connection, circuit breaker open, no permit for a call, or lease over. This proves that
     * nothing was paid.
     */
    record NotSent(String reason) implements Outcome {

        /** The reason if no permit was free within the lease. Such an attempt says nothing about the payout. */
        public static final String RATE_LIMITED = "RATE_LIMITED";
    }

    /** The provider may have paid the order. */
    record Unknown(String reason) implements Outcome {}
}
