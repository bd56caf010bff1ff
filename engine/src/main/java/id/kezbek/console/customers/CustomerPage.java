package id.kezbek.console.customers;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.transactions.Payout;
import id.kezbek.console.transactions.Purchase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer.
 *
 * @param asked the partner, for staff
 * @param customer null if all purchases were refunded
 * @param purchases the latest
 * @param payouts the latest
 */
public record CustomerPage(
        Filters filters,
        Map<String, String> asked,
        SeveralPartners.At at,
        @Nullable Customer customer,
        Journey journey,
        List<Purchase> purchases,
        List<Payout> payouts) {

    /** What lists of all are filtered by. */
    public Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>(asked);
        own.put("msisdn", at.msisdn());
        return own;
    }
}
