package id.kezbek.payouts;

import id.kezbek.shared.Money;
import java.time.Instant;

/**
 * What a provider says about an order without being asked.
 *
 * @param externalId our reference, as the provider was given it
 * @param at when the provider sent it; part of what is signed
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
