package id.kezbek.loyalty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A tier change in a customer's history.
 *
 * @param entry the number of the new tier period
 * @param from the former tier; null if the customer joined
 * @param expiresOn the end of the new period
 */
public record Move(Cause cause, int entry, @Nullable String from, String to, LocalDate expiresOn) {

    public enum Cause {
        /** The customer's first purchase. */
        JOINED,
        /** The purchase reached the tier's last count. */
        PROMOTED,
        /** The purchase reached the highest tier's last count, so the count restarts. */
        RENEWED,
        /** The tier period ended. */
        EXPIRED,
        /** The purchase that started the period was refunded, so the customer returned to the previous period. */
        REFUNDED
    }
}
