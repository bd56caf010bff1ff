package id.kezbek.trials.torture.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request for a refund, and its result as the caller knows it.
 *
 * @param purchase the purchase's id from the engine's response
 * @param reference the partner's own reference of the refund
 * @param amount whole rupiah; null for the whole remaining amount
 */
public record RefundCall(
        Instant at,
        String process,
        String partner,
        String purchase,
        String reference,
        @Nullable Long amount,
        Told told) {

    /** The partner and the refund's reference, because a reference is unique only within its partner. */
    public Asked.Key key() {
        return new Asked.Key(partner, reference);
    }
}
