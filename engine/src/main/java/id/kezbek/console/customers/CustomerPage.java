package id.kezbek.console.customers;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.transactions.Payout;
import id.kezbek.console.transactions.Purchase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of one customer.
 *
 * @param asked the partner that staff chose
 * @param customer the customer; null if all purchases were refunded
 * @param purchases the latest purchases
 * @param payouts the latest payouts
 */
public record CustomerPage(
        Filters filters,
        Map<String, String> asked,
        SeveralPartners.At at,
        @Nullable Customer customer,
        Journey journey,
        List<Purchase> purchases,
        List<Payout> payouts) {

    /** Filter values with which other lists show only this customer. */
    public Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>(asked);
        own.put("msisdn", at.msisdn());
        return own;
    }
}
