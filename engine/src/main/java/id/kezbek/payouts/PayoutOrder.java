package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An order to pay into a customer's wallet.
 *
 * @param wallet the wallet's code
 * @param items the purchases that it pays; their amounts sum to the payout's amount
 * @param isFunded whether its amount was taken from the partner's funds and is in the ledger; otherwise it is held
 *     until {@link ReleaseFunded} does it
 * @param at the time of the order
 */
public record PayoutOrder(
        UUID id, PartnerId partner, Msisdn msisdn, String wallet, List<Item> items, boolean isFunded, Instant at) {

    /**
     * The part of a payout for one purchase.
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
