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
 * @param items the purchases that the order pays; the sum of their amounts is the payout's amount
 * @param isFunded whether the amount was taken from the partner's funds and posted to the ledger. If not, the payout is
 *     HELD until {@link ReleaseFunded} does both
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
