package id.kezbek.payouts.provider;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A provider that can pay into a wallet. Each provider has an adapter in {@code providers}. */
public interface PayoutProvider {

    /**
     * One order to pay.
     *
     * @param reference the attempt's reference, at most 30 characters; never used for two payments
     * @param partner the code of the partner for which Kezbek pays
     * @param amount whole rupiah
     * @param expiresAt from this time on, the engine must not send the order and the provider must not pay it
     * @param beneficiary the account holder's name, if the provider has reported it
     */
    record Order(
            String reference,
            String partner,
            Msisdn msisdn,
            String wallet,
            Money amount,
            Instant expiresAt,
            Optional<String> beneficiary) {

        public Order(String reference, String partner, Msisdn msisdn, String wallet, Money amount, Instant expiresAt) {
            this(reference, partner, msisdn, wallet, amount, expiresAt, Optional.empty());
        }

        /** The same order, with the account holder's name. */
        public Order to(Optional<String> name) {
            return new Order(reference, partner, msisdn, wallet, amount, expiresAt, name);
        }

        /** The text does not contain the account holder's name, so that the name is never logged. */
        @Override
        public String toString() {
            return "Order[" + reference + ", " + msisdn + ", " + wallet + ", " + amount + "]";
        }
    }

    /**
     * A provider's abilities and limits.
     *
     * @param hasInquiry whether the provider answers inquiries about orders
     * @param knowsReferences whether the provider stores the engine's reference; otherwise two payments with the same
     *     amount and phone number are indistinguishable
     * @param requestTimeout the longest call, from sending to reading the answer
     * @param visibilityWindow how long the provider may deny an order that it has accepted
     * @param concurrencyLimit the maximum number of concurrent orders of this process
     * @param inquiryWaits the provider's own inquiry schedule; empty if the engine's schedule applies
     * @param paidChecks the waits before the checks of a paid order, because the provider may take a payment back
     *     later; empty if the provider never takes a payment back
     * @param answersFor how long after an order the provider answers inquiries about the order; a later answer "never
     *     seen" proves nothing. Empty if the provider always answers
     * @param endsWithin how long the provider usually takes to finish an accepted order; after this time, staff are
     *     alerted
     * @param ordersPerMinute the maximum number of orders per minute from all processes; empty if there is no limit
     */
    record Capabilities(
            boolean hasInquiry,
            boolean knowsReferences,
            Duration requestTimeout,
            Duration visibilityWindow,
            int concurrencyLimit,
            List<Duration> inquiryWaits,
            List<Duration> paidChecks,
            Optional<Duration> answersFor,
            Duration endsWithin,
            OptionalInt ordersPerMinute) {

        /**
         * The capabilities of a provider that decides each order at once. There is no time limit for inquiries, and no
         * rate limit.
         */
        public Capabilities(
                boolean hasInquiry,
                boolean knowsReferences,
                Duration requestTimeout,
                Duration visibilityWindow,
                int concurrencyLimit,
                List<Duration> inquiryWaits) {
            this(
                    hasInquiry,
                    knowsReferences,
                    requestTimeout,
                    visibilityWindow,
                    concurrencyLimit,
                    inquiryWaits,
                    List.of(),
                    Optional.empty(),
                    Duration.ZERO,
                    OptionalInt.empty());
        }

        /**
         * These capabilities with the inquiry window of the provider's API. A longer visibility window in the settings
         * stays in force.
         *
         * @param conclusiveAfter the shortest visibility window
         * @param notOlderThan see {@link #answersFor}
         */
        public Capabilities withInquiryWindow(Duration conclusiveAfter, Optional<Duration> notOlderThan) {
            return new Capabilities(
                    hasInquiry,
                    knowsReferences,
                    requestTimeout,
                    visibilityWindow.compareTo(conclusiveAfter) < 0 ? conclusiveAfter : visibilityWindow,
                    concurrencyLimit,
                    inquiryWaits,
                    paidChecks,
                    notOlderThan,
                    endsWithin,
                    ordersPerMinute);
        }

        /**
         * These capabilities with the provider's usual schedules.
         *
         * @param usualWaits the waits between inquiries, unless the settings contain other waits
         * @param checks the waits before the checks of a paid order
         */
        public Capabilities withSchedules(List<Duration> usualWaits, List<Duration> checks) {
            return new Capabilities(
                    hasInquiry,
                    knowsReferences,
                    requestTimeout,
                    visibilityWindow,
                    concurrencyLimit,
                    inquiryWaits.isEmpty() ? usualWaits : inquiryWaits,
                    checks,
                    answersFor,
                    endsWithin,
                    ordersPerMinute);
        }

        /** Whether the answer "never seen" at this time proves that an order with this lease was not paid. */
        public boolean isConclusive(Instant leaseUntil, Instant askedAt) {
            Instant from = leaseUntil.plus(requestTimeout).plus(visibilityWindow);
            boolean isTooLate = answersFor
                    .map(window -> askedAt.isAfter(leaseUntil.plus(window)))
                    .orElse(false);
            return !askedAt.isBefore(from) && !isTooLate;
        }
    }

    /** The provider's code in fees and attempts. */
    String code();

    Capabilities capabilities();

    /**
     * Whether the engine may send orders now: the circuit breaker permits them, and the provider has not asked for a
     * pause.
     */
    boolean isHealthy();

    /**
     * Sends an order and returns the result, as far as the engine knows it. The method throws no exception for faults
     * outside the engine.
     */
    Outcome send(Order order);

    /** Inquires about the order with this reference; supported only if {@link Capabilities#hasInquiry()} is true. */
    InquiryAnswer inquire(String reference);

    /** Checks Kezbek's credentials with a request that moves no money. */
    default AccessAnswer access() {
        return new AccessAnswer.NotOffered();
    }

    /** Asks the provider for the balance of Kezbek's money there. */
    default BalanceAnswer balance() {
        return new BalanceAnswer.NotOffered();
    }

    /** Asks whether a customer has an account that can receive money. */
    default AccountAnswer account(Msisdn msisdn, String wallet) {
        return new AccountAnswer.NotOffered();
    }
}
