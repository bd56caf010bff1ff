package id.kezbek.trials.torture.checks;

import id.kezbek.sandbox.demo.reckoning.CashbackTable;
import id.kezbek.sandbox.demo.reckoning.Ladder;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares cashback, rewards and tiers with the published tables, by recomputing each customer's purchases in order.
 */
final class LoyaltyChecks {

    /** All purchases of a batch have the same time, so the tier period and the count decide their order. */
    private static final Comparator<EngineRows.Purchase> AS_ACCEPTED = Comparator.comparing(EngineRows.Purchase::at)
            .thenComparing(EngineRows.Purchase::entry)
            .thenComparing(EngineRows.Purchase::recurring);

    private final List<Violation> found = new ArrayList<>();

    private final Set<UUID> refunded;

    private LoyaltyChecks(EngineRows rows) {
        this.refunded = rows.refunds().stream()
                .filter(EngineRows.Refund::whole)
                .map(EngineRows.Refund::purchase)
                .collect(Collectors.toSet());
    }

    static List<Violation> of(EngineRows rows) {
        LoyaltyChecks checks = new LoyaltyChecks(rows);
        Map<String, EngineRows.Member> members = new HashMap<>();
        rows.members().forEach(member -> members.put(member.partner() + " " + member.msisdn(), member));
        Map<String, List<EngineRows.Purchase>> byCustomer = rows.purchases().stream()
                .collect(Collectors.groupingBy(
                        purchase -> purchase.partner() + " " + purchase.msisdn(), TreeMap::new, Collectors.toList()));
        byCustomer.forEach((customer, purchases) -> checks.customer(customer, purchases, members.remove(customer)));
        members.keySet()
                .forEach(customer ->
                        checks.found.add(new Violation(Kind.TIER, null, customer + " has a tier without a purchase")));
        return checks.found;
    }

    /** Checks one customer. The tier count does not include completely refunded purchases. */
    private void customer(String customer, List<EngineRows.Purchase> purchases, EngineRows.@Nullable Member member) {
        if (purchases.stream().anyMatch(purchase -> refunded.contains(purchase.id()))) {
            standing(
                    customer,
                    purchases.stream()
                            .filter(one -> !refunded.contains(one.id()))
                            .count(),
                    member);
            return;
        }
        Ladder.Step step = null;
        for (EngineRows.Purchase purchase :
                purchases.stream().sorted(AS_ACCEPTED).toList()) {
            step = Ladder.next(step);
            BigDecimal cashback = CashbackTable.cashback(purchase.quantity(), purchase.amount())
                    .orElse(BigDecimal.ZERO);
            boolean right = step.tier().equals(purchase.tier())
                    && step.recurring() == purchase.recurring()
                    && step.reward().compareTo(purchase.reward()) == 0
                    && cashback.compareTo(purchase.cashback()) == 0;
            if (!right) {
                found.add(new Violation(
                        Kind.TIER,
                        purchase.key(),
                        "must be " + step + " with cashback " + cashback + " but is " + purchase));
            }
        }
        standing(customer, step, member);
    }

    private void standing(String customer, long purchases, EngineRows.@Nullable Member member) {
        Ladder.Step step = null;
        for (long n = 0; n < purchases; n++) {
            step = Ladder.next(step);
        }
        if (step == null && member == null) {
            return;
        }
        standing(customer, step, member);
    }

    private void standing(String customer, Ladder.@Nullable Step step, EngineRows.@Nullable Member member) {
        if (step == null
                || member == null
                || !member.tier().equals(step.tier())
                || member.recurring() != step.recurring()) {
            found.add(new Violation(Kind.TIER, null, customer + " must be at " + step + " but is " + member));
        }
    }
}
