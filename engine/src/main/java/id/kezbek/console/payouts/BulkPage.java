package id.kezbek.console.payouts;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Typed;
import id.kezbek.shared.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that proposes one decision about all payouts of a list. */
public record BulkPage(Filters filters, StuckList.Choices choices, Preview preview, Typed typed) {

    public static final List<String> DECISIONS = List.of("RETRY", "CANCEL", "NOT_PAID", "PAID");

    /** The response of API v2. */
    public record Preview(
            String decision,
            int count,
            Money total,
            boolean hasMore,
            List<Listed> payouts,
            List<StuckList.Stuck> first) {

        /** A preview without payouts, used if the payouts cannot be read. */
        static Preview empty(String decision) {
            return new Preview(decision, 0, Money.ZERO, false, List.of(), List.of());
        }

        /** The ids and amounts of the payouts, for the form's hidden field. */
        public String field() {
            return payouts.stream().map(Listed::field).collect(Collectors.joining(" "));
        }
    }

    public record Listed(String id, Money amount) {

        private String field() {
            return id + ":" + amount.decimal().toPlainString();
        }
    }

    /**
     * The URL of the list of waiting payouts with the same filters. That list also contains payouts for which the
     * decision is not possible.
     */
    public String all() {
        Map<String, String> values = new HashMap<>(filters.withoutCursor());
        values.keySet().retainAll(List.of(StuckList.FILTERS));
        return Filters.address("/console/payouts/stuck", values);
    }

    /**
     * The URL to which the form is sent. It contains the filters, because the page is shown again if the proposal is
     * refused.
     */
    public String action() {
        return Filters.address(filters.path(), filters.withoutCursor());
    }
}
