package id.kezbek.trials.torture.checks;

import id.kezbek.trials.torture.calls.Asked;
import id.kezbek.trials.torture.calls.IdText;
import id.kezbek.trials.torture.calls.RefundCall;
import id.kezbek.trials.torture.calls.Told;
import id.kezbek.trials.torture.checks.Violation.Kind;
import id.kezbek.trials.torture.fleet.EngineRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks refunds: each refund is recorded once and takes back the right amount. A customer must not keep any refunded
 * amount except as a recorded debt.
 */
final class RefundChecks {

    private final Evidence evidence;
    private final Map<UUID, EngineRows.Purchase> purchases = new HashMap<>();
    private final Map<Asked.Key, EngineRows.Refund> recorded = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    private RefundChecks(Evidence evidence) {
        this.evidence = evidence;
        evidence.rows().purchases().forEach(purchase -> purchases.put(purchase.id(), purchase));
    }

    /** Checks rules that must be true at every moment. */
    static List<Violation> always(Evidence evidence) {
        RefundChecks checks = new RefundChecks(evidence);
        checks.eachIsRecordedOnce();
        checks.acknowledgedIsRecorded();
        return checks.found;
    }

    /** Checks rules that must be true when all work is finished. */
    static List<Violation> atRest(Evidence evidence) {
        RefundChecks checks = new RefundChecks(evidence);
        checks.eachIsRecordedOnce();
        checks.acknowledgedIsRecorded();
        checks.recordedWasAskedFor();
        checks.noneWaits();
        checks.customersHoldWhatTheyEarned();
        return checks.found;
    }

    private void eachIsRecordedOnce() {
        Map<UUID, BigDecimal> cashback = new HashMap<>();
        for (EngineRows.Refund refund : evidence.rows().refunds()) {
            if (recorded.put(refund.key(), refund) != null) {
                add(Kind.REFUND, refund.purchase(), "refund " + refund.key() + " is recorded more than once");
            }
            EngineRows.Purchase purchase = purchases.get(refund.purchase());
            BigDecimal taken = cashback.merge(refund.purchase(), refund.cashback(), BigDecimal::add);
            boolean isRight = purchase != null
                    && (refund.whole()
                            ? taken.compareTo(purchase.cashback()) == 0
                                    && refund.reward().compareTo(purchase.reward()) == 0
                            : taken.compareTo(purchase.cashback()) <= 0
                                    && refund.reward().signum() == 0);
            if (!isRight) {
                add(Kind.REFUND, refund.purchase(), "the refund " + refund + " is wrong for " + purchase);
            }
        }
    }

    private void acknowledgedIsRecorded() {
        for (RefundCall call : evidence.refundCalls()) {
            EngineRows.Refund refund = recorded.get(call.key());
            if (call.told() instanceof Told.Acknowledged told
                    && (refund == null
                            || !IdText.of(refund.id()).equals(told.id())
                            || !IdText.of(refund.purchase()).equals(call.purchase()))) {
                found.add(new Violation(Kind.REFUND, null, call + " was acknowledged but is " + refund));
            }
        }
    }

    private void recordedWasAskedFor() {
        Set<Asked.Key> asked = new HashSet<>();
        evidence.refundCalls().forEach(call -> asked.add(call.key()));
        recorded.forEach((key, refund) -> {
            if (!asked.contains(key)) {
                add(Kind.REFUND, refund.purchase(), "no caller requested the refund " + key);
            }
        });
    }

    private void noneWaits() {
        evidence.rows().refunds().stream()
                .filter(refund -> refund.state().equals("WAITING"))
                .forEach(refund -> add(Kind.STUCK, refund.purchase(), "refund " + refund.key() + " is WAITING"));
    }

    /** Paid and open payouts of a customer, minus open refunds, equal the earned amounts of the purchases. */
    private void customersHoldWhatTheyEarned() {
        Evidence.Index index = evidence.index();
        Map<String, BigDecimal> earned = new TreeMap<>();
        Map<String, BigDecimal> holds = new TreeMap<>();
        for (EngineRows.Purchase purchase : evidence.rows().purchases()) {
            earned.merge(purchase.customer(), purchase.payable(), BigDecimal::add);
        }
        for (EngineRows.Refund refund : evidence.rows().refunds()) {
            EngineRows.Purchase purchase = purchases.get(refund.purchase());
            if (purchase != null) {
                earned.merge(purchase.customer(), refund.total().negate(), BigDecimal::add);
                holds.merge(purchase.customer(), refund.open().negate(), BigDecimal::add);
            }
        }
        for (EngineRows.Payout payout : evidence.rows().payouts()) {
            BigDecimal paid =
                    index.attemptsOf(payout.id()).stream().map(index::net).reduce(BigDecimal.ZERO, BigDecimal::add);
            boolean hasEnded = payout.state().equals("PAID") || payout.state().equals("CANCELLED");
            holds.merge(payout.customer(), hasEnded ? paid : payout.amount(), BigDecimal::add);
        }
        earned.forEach((customer, right) -> {
            BigDecimal has = holds.getOrDefault(customer, BigDecimal.ZERO);
            if (has.compareTo(right) != 0) {
                found.add(new Violation(
                        Kind.REFUND,
                        null,
                        customer + " has " + has + " without open refunds, but the purchases earned " + right));
            }
        });
    }

    private void add(Kind kind, UUID purchase, String what) {
        EngineRows.@Nullable Purchase known = purchases.get(purchase);
        found.add(new Violation(kind, known == null ? null : known.key(), what));
    }
}
