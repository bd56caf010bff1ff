package id.kezbek.sandbox.client;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The totals of a partner's payouts by state, and of paid payouts by provider. */
public record PayoutSummary(Map<String, Group> byState, Map<String, Group> byProvider) {

    private static final Set<String> OPEN = Set.of("HELD", "PENDING", "IN_FLIGHT");

    /**
     * The payouts of one state or provider.
     *
     * @param fees the providers' fees; zero in a group by state
     * @param directFees the fees that the wallets' own providers would have charged
     */
    public record Group(long count, BigDecimal amount, BigDecimal fees, BigDecimal directFees) {

        public static final Group NONE = new Group(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public Group plus(Group other) {
            return new Group(
                    count + other.count,
                    amount.add(other.amount),
                    fees.add(other.fees),
                    directFees.add(other.directFees));
        }

        /** Whether both groups have equal values; the number of decimals does not matter. */
        public boolean agreesWith(Group other) {
            return count == other.count
                    && amount.compareTo(other.amount) == 0
                    && fees.compareTo(other.fees) == 0
                    && directFees.compareTo(other.directFees) == 0;
        }
    }

    public PayoutSummary {
        byState = Map.copyOf(byState);
        byProvider = new TreeMap<>(byProvider);
    }

    static PayoutSummary read(JsonNode body) {
        return new PayoutSummary(groups(body.path("states"), "state"), groups(body.path("providers"), "provider"));
    }

    private static Map<String, Group> groups(JsonNode rows, String key) {
        Map<String, Group> groups = new HashMap<>();
        for (JsonNode row : rows) {
            groups.put(
                    row.path(key).asString(),
                    new Group(
                            row.path("count").asLong(0),
                            Json.amount(row.path("amount")),
                            Json.amount(row.path("fees")),
                            Json.amount(row.path("direct_fees"))));
        }
        return groups;
    }

    public Group state(String state) {
        return byState.getOrDefault(state, Group.NONE);
    }

    public long open() {
        return OPEN.stream().mapToLong(state -> state(state).count()).sum();
    }

    public long paid() {
        return state("PAID").count();
    }

    /** The number of payouts that need a decision by staff. */
    public long stuck() {
        return state("ATTENTION").count() + state("CANCELLED").count();
    }
}
