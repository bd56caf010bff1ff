package id.kezbek.cashback;

import id.kezbek.facts.EventKind;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event of a refund. The subject is the purchase. A refund's event moves no money; only the events of the payout
 * do. {@code toString} hides the customer.
 *
 * @param reference the partner's reference of the purchase; null after the log deleted personal data
 * @param msisdn null after the log deleted personal data
 * @param quantity the quantity of the purchase
 * @param whole whether the purchase is now refunded completely
 * @param amount the refunded part of the purchase's amount
 * @param cashback the cashback to take back
 * @param reward the reward to take back
 * @param tier the customer's tier after the purchase, as in the purchase's own event
 */
@EventKind("PURCHASE_REFUNDED")
public record PurchaseRefunded(
        String refundId,
        String transactionId,
        PartnerId partnerId,
        String partnerCode,
        String company,
        @Nullable String reference,
        @Nullable String msisdn,
        String wallet,
        int quantity,
        boolean whole,
        Money amount,
        Money cashback,
        Money reward,
        long rule,
        int ruleVersion,
        String tier)
        implements MoneyEvent {

    /** The amount to take back. */
    public Money total() {
        return cashback.plus(reward);
    }

    @Override
    public Optional<List<Posting>> postings() {
        return Optional.of(List.of());
    }

    @Override
    public String toString() {
        return "PurchaseRefunded[" + refundId + "]";
    }
}
