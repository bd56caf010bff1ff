package id.kezbek.cashback.refund;

import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded refund of a purchase.
 *
 * @param reference the partner's own reference of the refund
 * @param asked the amount that the partner asked for; null if the partner asked for the whole purchase
 * @param amount the refunded part of the purchase's amount
 * @param cashback the cashback to take back
 * @param reward the reward to take back
 * @param isWhole whether the purchase is now refunded completely
 */
public record Refund(
        UUID id,
        PartnerId partner,
        String reference,
        UUID purchase,
        @Nullable Money asked,
        Money amount,
        Money cashback,
        Money reward,
        boolean isWhole,
        Instant at) {

    /** The amount to take back from the payout. */
    public Money total() {
        return cashback.plus(reward);
    }
}
