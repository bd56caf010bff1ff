package id.kezbek.trials.torture.checks;

import id.kezbek.sandbox.client.Json;
import id.kezbek.trials.torture.TortureOptions;
import id.kezbek.trials.torture.calls.Told;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures of a run.
 *
 * @param points how often each crash point was reached
 * @param notReached how often each crash point was armed but not reached in time
 * @param cycleMillis the duration of each cycle
 */
public record Figures(
        Map<String, Long> counts,
        BigDecimal ledgerSum,
        Map<String, Integer> points,
        Map<String, Integer> notReached,
        List<Long> cycleMillis) {

    public Figures {
        cycleMillis = List.copyOf(cycleMillis);
    }

    public static Figures of(
            Evidence evidence,
            List<Violation> violations,
            long resolved,
            Map<String, Integer> points,
            Map<String, Integer> notReached,
            List<Long> cycleMillis) {
        EngineRows rows = evidence.rows();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("cycles", (long) cycleMillis.size());
        counts.put("purchases acknowledged", acknowledged(evidence));
        counts.put("purchases recorded", (long) rows.purchases().size());
        counts.put("calls", (long) evidence.calls().size());
        counts.put("requests without a clear result", unclear(evidence));
        counts.put("refunds", (long) rows.refunds().size());
        counts.put(
                "refunds of paid cashback",
                rows.refunds().stream().filter(one -> one.owed().signum() > 0).count());
        counts.put("payouts", (long) rows.payouts().size());
        counts.put("payouts paid", payouts(rows, "PAID"));
        counts.put("payouts that wait for people", payouts(rows, "ATTENTION"));
        counts.put("attempts", (long) rows.attempts().size());
        counts.put("attempts that became unknown", rows.unknowns());
        counts.put("attempts failed", attempts(rows, "FAILED"));
        counts.put("attempts reversed", attempts(rows, "REVERSED"));
        counts.put("attempts paid and reversed before the engine knew of the payment", unheard(evidence));
        counts.put("GoPaid attempts resolved by two people", resolved);
        counts.put(
                "GoPaid attempts unresolved",
                rows.attempts().stream().filter(Evidence::isUnresolvable).count());
        counts.put(
                "invoices arrived",
                evidence.mails().values().stream().filter(count -> count > 0).count());
        counts.put(
                "invoices arrived more than once",
                evidence.mails().values().stream().filter(count -> count > 1).count());
        for (Kind kind : Kind.values()) {
            counts.put(
                    kind.words(),
                    violations.stream().filter(one -> one.kind() == kind).count());
        }
        return new Figures(
                counts, LedgerChecks.sum(rows), new TreeMap<>(points), new TreeMap<>(notReached), cycleMillis);
    }

    private static long unheard(Evidence evidence) {
        Evidence.Index index = evidence.index();
        return evidence.rows().attempts().stream()
                .filter(attempt -> attempt.state().equals("FAILED"))
                .filter(attempt -> !index.booked(attempt).isEmpty())
                .count();
    }

    private static long acknowledged(Evidence evidence) {
        return evidence.calls().stream()
                .filter(call -> call.told() instanceof Told.Acknowledged)
                .map(call -> call.asked().key())
                .distinct()
                .count();
    }

    private static long unclear(Evidence evidence) {
        return evidence.calls().stream()
                .filter(call -> call.told() instanceof Told.Unclear)
                .count();
    }

    private static long payouts(EngineRows rows, String state) {
        return rows.payouts().stream()
                .filter(payout -> payout.state().equals(state))
                .count();
    }

    private static long attempts(EngineRows rows, String state) {
        return rows.attempts().stream()
                .filter(attempt -> attempt.state().equals(state))
                .count();
    }

    public long meanMillis() {
        return cycleMillis.isEmpty()
                ? 0
                : cycleMillis.stream().mapToLong(Long::longValue).sum() / cycleMillis.size();
    }

    public long worstMillis() {
        return cycleMillis.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    public ObjectNode json(TortureOptions options) {
        ObjectNode json = Json.object()
                .put("command", options.command())
                .put("seed", options.seed())
                .put("pairs", options.pairs())
                .put("ledger_sum", ledgerSum.toPlainString())
                .put("cycle_mean_ms", meanMillis())
                .put("cycle_worst_ms", worstMillis());
        counts.forEach((name, count) -> json.put(name.replace(' ', '_').replace('-', '_'), count));
        ObjectNode reached = json.putObject("crash_points_reached");
        points.forEach(reached::put);
        ObjectNode missed = json.putObject("crash_points_armed_and_not_reached");
        notReached.forEach(missed::put);
        return json;
    }
}
