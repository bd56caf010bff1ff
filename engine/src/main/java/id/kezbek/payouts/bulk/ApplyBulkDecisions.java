package id.kezbek.payouts.bulk;

import id.kezbek.approvals.ApprovalArchive;
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
import java.util.ArrayList;
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
 * Carries out approved bulk decisions. Each payout is decided in its own transaction, with the same command as a single
 * decision. A payout that has changed since the proposal is skipped. After 20 tries with an error, the payout's outcome
 * is {@code FAILED}. Any process may continue a bulk decision that another process began.
 */
@Component
public class ApplyBulkDecisions {

    private static final Logger log = LoggerFactory.getLogger(ApplyBulkDecisions.class);
    private static final CrashPoint DECIDED = CrashPoint.named(
            "payouts.bulk-item-decided", "one payout of a bulk decision is decided, but the other payouts wait");

    /** After this many errors, staff must look at the payout. */
    private static final int TRIES_MAX = 20;

    private final BulkDecisions decisions;
    private final RetryPayout retryPayout;
    private final CancelPayout cancelPayout;
    private final ResolveAttempt resolveAttempt;
    private final ApprovalArchive approvals;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    ApplyBulkDecisions(
            BulkDecisions decisions,
            RetryPayout retryPayout,
            CancelPayout cancelPayout,
            ResolveAttempt resolveAttempt,
            ApprovalArchive approvals,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.decisions = decisions;
        this.retryPayout = retryPayout;
        this.cancelPayout = cancelPayout;
        this.resolveAttempt = resolveAttempt;
        this.approvals = approvals;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @return the number of payouts that got their outcome
     * @throws RuntimeException if any payout could not be decided; the next run tries it again
     */
    public long run() {
        long ended = 0;
        List<RuntimeException> failures = new ArrayList<>();
        for (UUID id : decisions.open()) {
            try {
                ended += decideAll(id, failures);
            } catch (RuntimeException failed) {
                // An error in one decision must not delay the other decisions.
                log.error("A bulk decision could not be carried out; it will be retried", failed);
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return ended;
    }

    private long decideAll(UUID id, List<RuntimeException> failures) {
        Stored stored = decisions.find(id).orElseThrow();
        requireApproved(stored);
        long ended = 0;
        for (Item item : stored.items()) {
            if (item.outcome() == null) {
                ended += decide(stored, item, failures) ? 1 : 0;
                DECIDED.reached();
            }
        }
        end(id);
        return ended;
    }

    /** Checks the stored payouts against the approval, because the rows alone do not prove an approval. */
    private void requireApproved(Stored stored) {
        boolean isApproved = approvals
                .find(Objects.requireNonNull(stored.approval()))
                .filter(approval -> BulkDecisionAct.hasApproved(approval, stored))
                .isPresent();
        if (!isApproved) {
            throw new IllegalStateException(
                    "Bulk decision " + Ids.text(stored.id()) + " is not what people have approved; nothing is decided");
        }
    }

    private boolean decide(Stored stored, Item item, List<RuntimeException> failures) {
        try {
            return record(stored, item, Outcome.DONE, "");
        } catch (Refusal refused) {
            return record(stored, item, Outcome.SKIPPED, refused.getMessage());
        } catch (RuntimeException failed) {
            failures.add(failed);
            return failed(stored, item, failed);
        }
    }

    /** Increments the number of tries. After the last try, records FAILED; the payout remains unchanged. */
    private boolean failed(Stored stored, Item item, RuntimeException cause) {
        String failure = Ids.text(ids.next());
        log.atError()
                .addKeyValue("failure", failure)
                .addKeyValue("payout", Ids.text(item.frozen().payout()))
                .setCause(cause)
                .log("A payout of a bulk decision could not be decided");
        if (item.tries() + 1 < TRIES_MAX) {
            decisions.tried(stored.id(), item);
            return false;
        }
        return record(
                stored,
                item,
                Outcome.FAILED,
                "an error prevented it " + TRIES_MAX + " times; the log contains the last error with failure "
                        + failure);
    }

    /** Writes the outcome first, which locks the item, so that only one process decides the payout. */
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
        if (outcome != Outcome.DONE) {
            detail.put("reason", reason);
        }
        auditLog.append(AuditEntry.bySystem(
                switch (outcome) {
                    case DONE -> "PAYOUT_DECIDED";
                    case SKIPPED -> "PAYOUT_SKIPPED";
                    case FAILED -> "PAYOUT_NOT_DECIDED";
                },
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
                            "skipped", Integer.toString(ended.count(Outcome.SKIPPED)),
                            "failed", Integer.toString(ended.count(Outcome.FAILED)))));
        });
    }
}
