package id.kezbek.access;

import id.kezbek.approvals.AuditEntry;
import id.kezbek.approvals.AuditLog;
import id.kezbek.shared.Texts;
import id.kezbek.shared.security.Caller;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets somebody ask for codes again whose codes of a day are used up, which anybody can do who knows the address. It
 * gives guesses back as well, so it is audited with a reason.
 */
@Component
public class UnlockAccount {

    private final AccountTries tries;
    private final OneTimeCodes codes;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;

    UnlockAccount(AccountTries tries, OneTimeCodes codes, AuditLog auditLog, TransactionTemplate transactions) {
        this.tries = tries;
        this.codes = codes;
        this.auditLog = auditLog;
        this.transactions = transactions;
    }

    /** Whether anything was counted against the address. */
    public boolean unlock(String email, String reason, Caller caller) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean wasCounted = tries.clear(codes.account(email));
            auditLog.append(AuditEntry.by(
                    caller, "ACCOUNT_UNLOCKED", "account " + Texts.maskedEmail(email), Map.of("reason", reason)));
            return wasCounted;
        }));
    }
}
