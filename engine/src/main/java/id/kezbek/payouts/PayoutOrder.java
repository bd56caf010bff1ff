package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The order to move money to a customer's wallet.
 *
 * @param wallet the wallet's code
 * @param items what it pays for; their amounts sum to the payout's
 * @param isFunded whether its amount was taken from the partner's funding and stands in the books; otherwise it is held
 *     until {@link ReleaseFunded} makes up for that
 * @param at when it was ordered
 */
public record PayoutOrder(
        UUID id, PartnerId partner, Msisdn msisdn, String wallet, List<Item> items, boolean isFunded, Instant at) {

    /**
     * A part of a payout that belongs to one purchase.
     *
     * @param reference the partner's reference of the purchase
     */
    public record Item(UUID purchase, String reference, Money amount) {}

    public PayoutOrder {
        items = List.copyOf(items);
    }

    public Money amount() {
        return items.stream().map(Item::amount).reduce(Money.ZERO, Money::plus);
    }
}
