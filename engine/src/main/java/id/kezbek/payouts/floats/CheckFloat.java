package id.kezbek.payouts.floats;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.payouts.ProviderBoard;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sets whether routing checks a provider's float. Switch off the check if the provider pays on credit or if its float
 * is not recorded in the engine.
 */
@Component
public class CheckFloat {

    private final JdbcClient jdbc;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;

    CheckFloat(JdbcClient jdbc, AuditLog auditLog, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.auditLog = auditLog;
        this.transactions = transactions;
    }

    /**
     * Changes the setting for all claims that start later.
     *
     * @param lowMark the float is reported as low if it is below this amount
     * @param by the person who changes the setting
     * @throws Refusal NOT_FOUND if the provider does not exist
     */
    public void set(String provider, boolean checked, Money lowMark, String by) {
        transactions.executeWithoutResult(status -> {
            int changed = jdbc.sql("update payouts.provider_float set checked = ?, low_mark = ? where provider = ?")
                    .params(checked, lowMark.decimal(), provider)
                    .update();
            if (changed != 1) {
                throw ProviderBoard.absent(provider);
            }
            auditLog.append(new AuditEntry(
                    by,
                    "FLOAT_CHECK_SET",
                    "provider " + provider,
                    Map.of("checked", Boolean.toString(checked), "low_mark", lowMark.toString())));
        });
    }
}
