package id.kezbek.payouts.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * The engine's knowledge about an order after sending it. Reasons are short codes for staff and logs, without personal
 * data.
 */
public sealed interface Outcome {

    /**
     * The provider paid the order.
     *
     * @param reference the provider's own reference, if any
     */
    record Paid(Optional<String> reference) implements Outcome {}

    /**
     * The provider has the order and will pay or refuse it later. The attempt stays open, and the engine inquires about
     * it.
     *
     * @param reference the provider's own reference, if any
     */
    record Accepted(Optional<String> reference) implements Outcome {}

    /**
     * The provider rejected the order with a code that its adapter knows. A rejection proves that the order was not
     * paid.
     *
     * @param retryAfter the minimum time before the next attempt of the payout; zero if there is none
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
     * Nothing of the order was sent to the provider, so nothing was paid. Examples: no connection, an open circuit
     * breaker, no permit for a call, a failed log-in, or an expired lease.
     */
    record NotSent(String reason) implements Outcome {

        /**
         * The order got no permit for a call within its lease. Up to a limit, such attempts do not count as tries of
         * the payout.
         */
        public static final String RATE_LIMITED = "RATE_LIMITED";
    }

    /** The provider may have paid the order. */
    record Unknown(String reason) implements Outcome {}
}
