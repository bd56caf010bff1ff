package id.kezbek.approvals.records;

import id.kezbek.approvals.Approval;
import id.kezbek.approvals.ApprovalState;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes proposals that nobody decided in time. */
@Component
public class ExpireApprovals {

    private static final int LIMIT = 100;

    private final Approvals approvals;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ExpireApprovals(Approvals approvals, AuditLog auditLog, TransactionTemplate transactions, Clock clock) {
        this.approvals = approvals;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Closes at most a hundred proposals; the next run continues.
     *
     * @return the number of expired proposals
     */
    public int expire() {
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            List<Approval> overdue = approvals.lockOverdue(now, LIMIT);
            for (Approval approval : overdue) {
                approvals.end(approval.ended(ApprovalState.EXPIRED, Approval.Actor.NOBODY, now, null));
                auditLog.append(AuditEntry.bySystem(
                        "EXPIRED_" + approval.kind(),
                        approval.subject(),
                        Map.of("approval", Ids.text(approval.id()), "summary", approval.summary())));
            }
            return overdue.size();
        }));
    }
}
