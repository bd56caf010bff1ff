package id.kezbek.payouts.bulk;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.payouts.bulk.BulkDecisions.Item;
import id.kezbek.payouts.bulk.BulkDecisions.Outcome;
import id.kezbek.payouts.bulk.BulkDecisions.Stored;
import id.kezbek.payouts.decision.CancelPayout;
import id.kezbek.payouts.decision.ResolveAttempt;
import id.kezbek.payouts.decision.ResolveAttempt.Resolution;
import id.kezbek.payouts.decision.RetryPayout;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the payouts of approved bulk decisions, each in its own transaction and by the same command as a single
 * decision. A payout that has changed since the proposal is skipped. Any process may continue what another has begun.
 */
@Component
public class ApplyBulkDecisions {

    private static final Logger log = LoggerFactory.getLogger(ApplyBulkDecisions.class);
    private static final CrashPoint DECIDED =
            CrashPoint.named("payouts.bulk-item-decided", "a payout of a bulk decision is decided, the others wait");

    private final BulkDecisions decisions;
    private final RetryPayout retryPayout;
    private final CancelPayout cancelPayout;
    private final ResolveAttempt resolveAttempt;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ApplyBulkDecisions(
            BulkDecisions decisions,
            RetryPayout retryPayout,
            CancelPayout cancelPayout,
            ResolveAttempt resolveAttempt,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.decisions = decisions;
        this.retryPayout = retryPayout;
        this.cancelPayout = cancelPayout;
        this.resolveAttempt = resolveAttempt;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @return the number of payouts that were decided or skipped
     * @throws RuntimeException if a payout could not be decided; the next run tries it again
     */
    public long run() {
        long ended = 0;
        RuntimeException failure = null;
        for (UUID id : decisions.open()) {
            Stored stored = decisions.find(id).orElseThrow();
            List<Item> waiting = stored.items().stream()
                    .filter(item -> item.outcome() == null)
                    .toList();
            for (Item item : waiting) {
                try {
                    ended += decide(stored, item) ? 1 : 0;
                    DECIDED.reached();
                } catch (RuntimeException failed) {
                    // The others must not wait for this one.
                    log.warn("A payout of a bulk decision could not be decided; it is tried again", failed);
                    failure = failed;
                }
            }
            end(id);
        }
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    private boolean decide(Stored stored, Item item) {
        try {
            return record(stored, item, Outcome.DONE, "");
        } catch (Refusal refused) {
            return record(stored, item, Outcome.SKIPPED, refused.getMessage());
        }
    }

    /** Locks the item first, so that only one run decides the payout. */
    private boolean record(Stored stored, Item item, Outcome outcome, String reason) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean isMine =
                    decisions.end(stored.id(), item, outcome, outcome == Outcome.DONE ? null : reason, clock.instant());
            if (isMine) {
                if (outcome == Outcome.DONE) {
                    apply(stored, item.frozen());
                }
                audit(stored, item, outcome, reason);
            }
            return isMine;
        }));
    }

    private void apply(Stored stored, FrozenPayout frozen) {
        String decidedBy = "approval " + Ids.text(Objects.requireNonNull(stored.approval()));
        switch (stored.decision()) {
            case RETRY -> retryPayout.retryAsProposed(frozen.payout(), frozen.proposed(), decidedBy);
            case CANCEL -> cancelPayout.cancelAsProposed(frozen.payout(), frozen.proposed(), decidedBy);
            case PAID -> resolve(frozen, Resolution.PAID, decidedBy);
            case NOT_PAID -> resolve(frozen, Resolution.NOT_PAID, decidedBy);
        }
    }

    private void resolve(FrozenPayout frozen, Resolution resolution, String decidedBy) {
        UUID attempt = Objects.requireNonNull(frozen.attempt());
        resolveAttempt.resolveAsProposed(attempt, resolution, frozen.proposed(), decidedBy);
    }

    private void audit(Stored stored, Item item, Outcome outcome, String reason) {
        Map<String, String> detail = new HashMap<>(Map.of(
                "approval", Ids.text(Objects.requireNonNull(stored.approval())),
                "decision", stored.decision().name()));
        if (outcome == Outcome.SKIPPED) {
            detail.put("reason", reason);
        }
        auditLog.append(AuditEntry.bySystem(
                outcome == Outcome.DONE ? "PAYOUT_DECIDED" : "PAYOUT_SKIPPED",
                "payout " + Ids.text(item.frozen().payout()),
                detail));
    }

    private void end(UUID id) {
        transactions.executeWithoutResult(status -> {
            if (!decisions.end(id, clock.instant())) {
                return;
            }
            Stored ended = decisions.find(id).orElseThrow();
            auditLog.append(AuditEntry.bySystem(
                    "PAYOUTS_DECIDED",
                    "approval " + Ids.text(Objects.requireNonNull(ended.approval())),
                    Map.of(
                            "decision", ended.decision().name(),
                            "done", Integer.toString(ended.count(Outcome.DONE)),
                            "skipped", Integer.toString(ended.count(Outcome.SKIPPED)))));
        });
    }
}
