package id.kezbek.loyalty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer's position in the tier programme.
 *
 * @param tier the tier's code
 * @param recurring the number of purchases in this tier period, from 1; 0 if all purchases of the customer were
 *     refunded
 * @param entry the number of tier periods so far, from 1; entry and count together identify a reward uniquely
 * @param expiresOn the period ends at the beginning of this day in Asia/Jakarta
 * @param reduced the effects of refunds in a tier period; null for most customers
 */
public record Standing(
        String tier,
        int recurring,
        int entry,
        LocalDate expiresOn,
        @Nullable ReducedCount reduced) {

    /** The end date of a tier period in which the customer has no purchases. */
    static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    public Standing(String tier, int recurring, int entry, LocalDate expiresOn) {
        this(tier, recurring, entry, expiresOn, null);
    }

    /** Whether the customer has no purchases left, because all of them were refunded. */
    public boolean isEmpty() {
        return recurring == 0;
    }

    /**
     * The effects of refunds in this tier period; null if there are none. The effects of refunds on an earlier period
     * ended with that period.
     */
    @Nullable
    ReducedCount reducedNow() {
        return reduced != null && reduced.entry() == entry ? reduced : null;
    }
}
