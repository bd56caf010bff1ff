package id.kezbek.reconciliation.imports;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Handles the bytes of an imported statement that are sent again. Another person who sends the same bytes confirms the
 * statement. This person may have sent a copy of the first person's file. So only a new download after the last day
 * shows that the day had no further movements.
 */
@Component
class ConfirmStatement {

    private final StatementFiles files;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ConfirmStatement(StatementFiles files, AuditLog auditLog, TransactionTemplate transactions, Clock clock) {
        this.files = files;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    Imported run(StatementFile known, ImportStatement.Order order) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (order.downloadedAgain() && files.downloadedAgain(known.id(), clock.instant())) {
                record("STATEMENT_DOWNLOADED_AGAIN", known, order);
            }
            if (files.confirm(known.id(), order.by())) {
                record("STATEMENT_CONFIRMED", known, order);
            }
            return new Imported(files.find(known.id()).orElseThrow(), false);
        }));
    }

    private void record(String action, StatementFile file, ImportStatement.Order order) {
        auditLog.append(new AuditEntry(
                order.by(),
                action,
                "statement " + Ids.text(file.id()),
                Map.of("provider", file.provider(), "sha256", file.sha256())));
    }
}
