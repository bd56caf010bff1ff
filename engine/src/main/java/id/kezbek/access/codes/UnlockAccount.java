package id.kezbek.access.codes;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets codes be mailed to somebody again at once whose codes were used up, which anybody can do who knows the address. It
 * allows more guesses as well, so it is audited with a reason.
 */
@Component
public class UnlockAccount {

    private final CodeBuckets buckets;
    private final OneTimeCodes codes;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    UnlockAccount(
            CodeBuckets buckets, OneTimeCodes codes, AuditLog auditLog, TransactionTemplate transactions, Clock clock) {
        this.buckets = buckets;
        this.codes = codes;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether any code was counted against the address. */
    public boolean unlock(String email, String reason, Caller caller) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean wasCounted = buckets.fill(codes.account(email), clock.instant());
            auditLog.append(AuditEntry.by(
                    caller, "ACCOUNT_UNLOCKED", "account " + Texts.maskedEmail(email), Map.of("reason", reason)));
            return wasCounted;
        }));
    }
}
