package id.kezbek.payouts;

import id.kezbek.shared.Money;
import java.time.Instant;

/**
 * What a provider tells of an order by itself.
 *
 * @param externalId our reference, as the provider was given it
 * @param at when it happened at the provider
 */
public record Callback(String externalId, Status status, Money amount, Instant at) {

    /** How the order stands, in the provider's words. */
    public enum Status {
        SUCCESS,
        FAILED,
        /** It was paid and the money was taken back. */
        REVERSED,
        PENDING
    }
}
