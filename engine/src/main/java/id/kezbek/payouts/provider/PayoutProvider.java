package id.kezbek.payouts.provider;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The interface to a provider that can pay into a wallet. Each provider has one adapter in {@code providers}. */
public interface PayoutProvider {

    /**
     * One order to pay.
     *
     * @param reference the attempt's reference, at most 30 characters; never used for two payments
     * @param partner the code of the partner for whom we pay
     * @param amount whole rupiah
     * @param expiresAt from this time on nothing may be sent to the provider, and it must not pay
     */
    record Order(String reference, String partner, Msisdn msisdn, String wallet, Money amount, Instant expiresAt) {}

    /**
     * A provider's abilities and limits.
     *
     * @param hasInquiry whether it answers inquiries about orders
     * @param knowsReferences whether it stores our reference; otherwise two payments of one amount to one number cannot
     *     be told apart
     * @param requestTimeout the longest call, from sending to reading the answer
     * @param visibilityWindow how long it may deny an order that it has accepted
     * @param concurrencyLimit the maximum number of orders at the same time from this process
     * @param inquiryWaits its own inquiry schedule; empty for the engine's
     */
    record Capabilities(
            boolean hasInquiry,
            boolean knowsReferences,
            Duration requestTimeout,
            Duration visibilityWindow,
            int concurrencyLimit,
            List<Duration> inquiryWaits) {}

    /** The provider's code in fees and attempts. */
    String code();

    Capabilities capabilities();

    /** Whether its circuit breaker permits orders now. */
    boolean isHealthy();

    /** Sends an order and returns what is known afterwards. Never throws for faults outside the engine. */
    Outcome send(Order order);

    /** Inquires about the order with this reference; only with {@link Capabilities#hasInquiry()}. */
    InquiryAnswer inquire(String reference);
}
