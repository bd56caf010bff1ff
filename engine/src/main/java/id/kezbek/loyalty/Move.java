package id.kezbek.loyalty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One step between tiers, kept as the customer's journey.
 *
 * @param entry the number of the stay that it begins
 * @param from the tier left; null where the customer joins
 * @param expiresOn the end of the new stay
 */
public record Move(Cause cause, int entry, @Nullable String from, String to, LocalDate expiresOn) {

    public enum Cause {
        /** The customer's first purchase. */
        JOINED,
        /** The tier's last count was reached. */
        PROMOTED,
        /** The highest tier's last count was reached; its count starts again. */
        RENEWED,
        /** The stay ran out. */
        EXPIRED
    }
}
