package id.kezbek.console.transactions;

import id.kezbek.console.frame.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of one purchase. */
public record TransactionPage(Purchase purchase, @Nullable Payout payout, List<Step> steps) {

    /** If the payout was split, the other payouts of the purchase. */
    public List<Purchase.PaidOut> otherParts() {
        Purchase.PaidOut paid = purchase.payout();
        return paid == null ? List.of() : paid.others();
    }
}
