package id.kezbek.sandbox.demo.reckoning;

import id.kezbek.sandbox.demo.Outcome;
import id.kezbek.sandbox.demo.purchases.PurchaseRow;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The totals of reported purchases.
 *
 * @param refused the number of refused purchases by reason
 * @param cashback the cashback of accepted purchases
 * @param rewards the rewards of accepted purchases
 */
public record Tally(
        int accepted,
        int repeated,
        int conflicting,
        SortedMap<String, Integer> refused,
        BigDecimal cashback,
        BigDecimal rewards) {

    public Tally {
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /**
     * Adds up rows and their results. The order of a customer's purchases does not matter, because the rewards depend
     * only on the number of accepted purchases.
     */
    public static Tally of(List<PurchaseRow> rows, List<Outcome> outcomes) {
        int accepted = 0;
        int repeated = 0;
        int conflicting = 0;
        SortedMap<String, Integer> refused = new TreeMap<>();
        BigDecimal cashback = BigDecimal.ZERO;
        Map<String, Integer> byCustomer = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            switch (outcomes.get(i)) {
                case Outcome.Accepted _ -> {
                    accepted++;
                    cashback = cashback.add(Reckoning.cashback(rows.get(i)));
                    byCustomer.merge(rows.get(i).msisdn(), 1, Integer::sum);
                }
                case Outcome.Repeated _ -> repeated++;
                case Outcome.Conflicting _ -> conflicting++;
                case Outcome.Refused because -> refused.merge(because.reason(), 1, Integer::sum);
                case Outcome.Unexpected what -> throw new IllegalArgumentException(what.what());
            }
        }
        BigDecimal rewards =
                byCustomer.values().stream().map(Ladder::rewardsOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Tally(accepted, repeated, conflicting, refused, cashback, rewards);
    }

    public int refusedInAll() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The amount that the partner pays and the customers get. */
    public BigDecimal payable() {
        return cashback.add(rewards);
    }
}
