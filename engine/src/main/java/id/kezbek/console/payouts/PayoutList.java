package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import java.util.List;

/**
 * The page with the list of payouts.
 *
 * @param partners the partners from which staff choose
 */
public record PayoutList(Filters filters, List<String> partners, Payouts found) {

    /** The values of the state filter. UNKNOWN selects payouts with an unknown result of an attempt. */
    public static final List<String> STATES =
            List.of("ATTENTION", "UNKNOWN", "HELD", "PENDING", "IN_FLIGHT", "PAID", "CANCELLED");
}
