package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Somebody outside who can move money into a wallet. One adapter a provider, below {@code providers}. */
public interface PayoutProvider {

    /**
     * One order to move money.
     *
     * @param reference the attempt's own, at most 30 characters; the same one never stands for two payments
     * @param partner the code of the partner on whose behalf we pay
     * @param amount whole rupiah
     * @param expiresAt nothing may be written to the provider from this instant on, nor may it pay after it
     */
    record Order(String reference, String partner, Msisdn msisdn, String wallet, Money amount, Instant expiresAt) {}

    /**
     * What a provider can do, and how long it may take.
     *
     * @param hasInquiry whether it can be asked what became of an order
     * @param knowsReferences whether it keeps our reference; without it, two payments of one amount to one number cannot
     *     be told apart
     * @param requestTimeout how long a call may last at most, from writing it to having read the answer
     * @param visibilityWindow how long after it took an order it may still deny having seen it
     * @param concurrencyLimit the most orders under way at once from this process
     * @param inquiryWaits its own waits from one question to the next; empty for the engine's
     */
    record Capabilities(
            boolean hasInquiry,
            boolean knowsReferences,
            Duration requestTimeout,
            Duration visibilityWindow,
            int concurrencyLimit,
            List<Duration> inquiryWaits) {}

    /** The provider's code, as fees and attempts name it. */
    String code();

    Capabilities capabilities();

    /** Whether its breaker lets orders through now. */
    boolean isHealthy();

    /** Sends an order and says what is known afterwards. Never throws for what the outside does. */
    Outcome send(Order order);

    /** Asks what became of the order with this reference; only where {@link Capabilities#hasInquiry()}. */
    InquiryAnswer inquire(String reference);
}
