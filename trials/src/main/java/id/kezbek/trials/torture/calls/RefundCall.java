package id.kezbek.trials.torture.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that refunds a purchase and what its caller was told.
 *
 * @param purchase the purchase's id, as the caller was told
 * @param reference the partner's own reference of the refund
 * @param amount whole rupiah; null for all that is left
 */
public record RefundCall(
        Instant at,
        String process,
        String partner,
        String purchase,
        String reference,
        @Nullable Long amount,
        Told told) {

    /** The refund's reference in the partner's scope. */
    public Asked.Key key() {
        return new Asked.Key(partner, reference);
    }
}
