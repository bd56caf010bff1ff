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
 * Resets the limit of codes for an account, so that the person can request a code at once. A stranger who knows the
 * e-mail address can use up this limit with requests. A reset also permits more guesses, so the audit log records each
 * reset and its reason.
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

    /** Resets the limit of codes; returns false if there was nothing to reset. */
    public boolean unlock(String email, String reason, Caller caller) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean wasCounted = buckets.fill(codes.account(email), clock.instant());
            auditLog.append(AuditEntry.by(
                    caller, "ACCOUNT_UNLOCKED", "account " + Texts.maskedEmail(email), Map.of("reason", reason)));
            return wasCounted;
        }));
    }
}
