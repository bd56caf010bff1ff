package id.kezbek.payouts.floats;

import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Kezbek's available float at each provider. A new attempt reserves its amount and fee. If the attempt fails, the
 * reserved amount becomes available again. So the available float is the balance of the provider's FLOAT account minus
 * the cost of its open attempts. Every transaction locks these rows in key order and near its end, so that it holds the
 * locks only briefly.
 */
@Component
public class Floats {

    private record Change(String provider, Money by) {}

    /**
     * The floats during the planning of one claim. Each planned attempt takes its cost from its provider's float. Not
     * thread-safe.
     */
    public static final class Left {

        private final Map<String, Money> checked;
        private final Set<String> heldBack;
        private final Map<String, Money> taken = new HashMap<>();

        private Left(Map<String, Money> checked, Set<String> heldBack) {
            this.checked = checked;
            this.heldBack = heldBack;
        }

        /**
         * Whether the provider's float covers a cost. The result is false for some minutes after the provider refused
         * an order because of the float. Otherwise the result is true for every float that routing does not check.
         */
        public boolean covers(String provider, Money cost) {
            if (heldBack.contains(provider)) {
                return false;
            }
            Money available = checked.get(provider);
            return available == null
                    || available.minus(taken.getOrDefault(provider, Money.ZERO)).atLeast(cost);
        }

        public void take(String provider, Money cost) {
            taken.merge(provider, cost, Money::plus);
        }

        /** Adds the cost of an attempt that was not recorded back to the float. */
        public void giveBack(String provider, Money cost) {
            taken.merge(provider, cost.negated(), Money::plus);
        }
    }

    private final JdbcClient jdbc;

    Floats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to the pipeline a query that reads the floats. */
    public Left read(Pipeline pipeline, Instant now) {
        Map<String, Money> checked = new HashMap<>();
        Set<String> heldBack = new HashSet<>();
        pipeline.select("select provider, available, checked, short_until from payouts.provider_float", row -> {
            String provider = row.getString(1);
            if (row.getBoolean(3)) {
                checked.put(provider, Money.rupiah(row.getBigDecimal(2)));
            }
            Timestamp shortUntil = row.getObject(4, Timestamp.class);
            if (shortUntil != null && shortUntil.toInstant().isAfter(now)) {
                heldBack.add(provider);
            }
        });
        return new Left(checked, heldBack);
    }

    /**
     * Adds to the pipeline a stop of new orders until this time. The stop is for providers that refused an order
     * because the float was too low.
     */
    public void holdBack(Pipeline pipeline, SortedSet<String> providers, Instant until) {
        if (providers.isEmpty()) {
            return;
        }
        pipeline.write(
                """
                update payouts.provider_float f set short_until = greatest(f.short_until, s.until)
                from (select unnest(?::text[]) as provider, unnest(?::timestamptz[]) as until) as s
                where f.provider = s.provider""",
                Columns.of(List.copyOf(providers)).text(provider -> provider).timestamp(provider -> until));
    }

    /**
     * Adds to the pipeline the reservation of the planned costs. If a checked float no longer covers them, the
     * transaction fails.
     */
    public void take(Pipeline pipeline, Left left) {
        Map<String, Money> changes = new HashMap<>();
        left.taken.forEach((provider, cost) -> changes.put(provider, cost.negated()));
        write(pipeline, changes, "(not f.checked or f.available + c.by >= 0)");
    }

    /** Adds to the pipeline changes that have already happened at the provider. A float may become negative. */
    public void change(Pipeline pipeline, Map<String, Money> changes) {
        write(pipeline, changes, "true");
    }

    private static void write(Pipeline pipeline, Map<String, Money> changes, String condition) {
        List<Change> ordered = changes.entrySet().stream()
                .filter(change -> change.getValue().hundredths() != 0)
                .map(change -> new Change(change.getKey(), change.getValue()))
                .sorted(java.util.Comparator.comparing(Change::provider))
                .toList();
        if (ordered.isEmpty()) {
            return;
        }
        pipeline.select(
                "select provider from payouts.provider_float where provider = any(?::text[]) order by provider for update",
                Columns.of(ordered).text(Change::provider),
                row -> {});
        pipeline.write(
                """
                update payouts.provider_float f set available = f.available + c.by
                from (select unnest(?::text[]) as provider, unnest(?::numeric[]) as by) as c
                where f.provider = c.provider and %s""".formatted(condition),
                Columns.of(ordered).text(Change::provider).money(Change::by));
    }
}
