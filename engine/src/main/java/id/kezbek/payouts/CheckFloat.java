package id.kezbek.payouts;

import id.kezbek.approvals.AuditEntry;
import id.kezbek.approvals.AuditLog;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says whether routing looks at a provider's float. A provider that pays on credit, or whose float nobody keeps here, is
 * not looked at; it is never passed over for it.
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
     * Rules every later claim, because claims read it in their own transaction.
     *
     * @param lowMark below it the float is told to be low
     * @param by who does it
     * @throws Refusal NOT_FOUND where there is no such provider
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
