package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page with the list of transactions.
 *
 * @param partners the partners from which staff choose
 * @param found the transactions; null until staff have chosen a partner
 */
public record TransactionList(Filters filters, List<String> partners, Purchase.@Nullable Purchases found) {

    /** The values of the state filter. */
    public static final List<String> STATES = List.of("ATTENTION", "HELD", "PENDING", "IN_FLIGHT", "PAID", "CANCELLED");

    /** The URL of the list of payouts with the same filters. That list finds open payouts by state with an index. */
    public String payouts() {
        Map<String, String> same = filters.only("partner", "state", "msisdn", "wallet", "from", "to");
        return Filters.address("/console/payouts", same);
    }
}
