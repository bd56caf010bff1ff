package id.kezbek.payouts.callback;

import id.kezbek.shared.Money;
import java.time.Instant;

/**
 * A provider's message about an order.
 *
 * @param externalId Kezbek's reference of the order
 * @param at the time of sending; part of the signed body
 */
public record Callback(String externalId, Status status, Money amount, Instant at) {

    /** The order's state, as the provider reports it. */
    public enum Status {
        SUCCESS,
        FAILED,
        /** The order was paid, and the provider then took the money back. */
        REVERSED,
        PENDING
    }
}
