package id.kezbek.cashback.rules;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.security.Caller;
import java.sql.Types;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a rule a name and a description. Both have no effect on decisions, so no approval is needed. */
@Component
public class NameRule {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AuditLog auditLog;

    NameRule(JdbcClient jdbc, TransactionTemplate transactions, AuditLog auditLog) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.auditLog = auditLog;
    }

    public void name(long rule, RuleName name, Caller caller) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into cashback.rule_name (rule, name, description) values (:rule, :name, :description)
                            on conflict (rule) do update set name = excluded.name, description = excluded.description""")
                    .param("rule", rule)
                    .param("name", name.name())
                    .param("description", name.description(), Types.VARCHAR)
                    .update();
            auditLog.append(AuditEntry.by(
                    caller,
                    "RULE_NAMED",
                    "rule " + rule,
                    Map.of("name", name.name(), "description", Objects.requireNonNullElse(name.description(), ""))));
        });
    }
}
