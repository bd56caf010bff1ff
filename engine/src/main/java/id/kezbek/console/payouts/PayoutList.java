package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import java.util.List;

/**
 * The page with the list.
 *
 * @param partners that staff choose from
 */
public record PayoutList(Filters filters, List<String> partners, Payouts found) {

    /** The states that a list is asked for by; UNKNOWN means an attempt whose result is unknown. */
    public static final List<String> STATES =
            List.of("ATTENTION", "UNKNOWN", "HELD", "PENDING", "IN_FLIGHT", "PAID", "CANCELLED");
}
