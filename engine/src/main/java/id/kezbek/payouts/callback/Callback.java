package id.kezbek.payouts.callback;

import id.kezbek.shared.Money;
import java.time.Instant;

/**
 * A provider's message about an order.
 *
 * @param externalId our reference of the order
 * @param at the time of sending; part of the signed body
 */
public record Callback(String externalId, Status status, Money amount, Instant at) {

    /** The order's state in the provider's words. */
    public enum Status {
        SUCCESS,
        FAILED,
        /** It was paid, and the money was taken back. */
        REVERSED,
        PENDING
    }
}
