package id.kezbek.reconciliation.rounding;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.payouts.WriteOffFloat;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes off the differences that the current rule covers. Differences that exceed the limit per file stay open for
 * staff.
 */
@Component
public class RoundingWriteOffs {

    private static final int AT_ONCE_MAX = 1_000;

    private record Small(UUID id, Money difference) {}

    /**
     * Selects the smallest differences first. The sum of these differences and of the file's earlier write-offs must
     * stay within the limit per file.
     */
    private static final String SMALL = """
            select id, difference from (
              select b.id, b.difference, sum(abs(b.difference)) over (order by abs(b.difference), b.id) as sum_so_far
              from reconciliation.break b join reconciliation.file f on f.id = b.file
              where b.file = :file and f.state = 'LOADED' and (f.received_by = :system or f.confirmed_by is not null)
                and b.state = 'OPEN' and b.kind in ('AMOUNT', 'FEE') and abs(b.difference) between 0.01 and :perLine) as small
            where sum_so_far <= :perFile - (select coalesce(sum(abs(difference)), 0) from reconciliation.break
                                            where file = :file and rounding_rule is not null)
            order by sum_so_far limit :atOnce""";

    private final RoundingRules rules;
    private final WriteOffFloat writeOffFloat;
    private final AuditLog auditLog;
    private final JdbcClient jdbc;

    RoundingWriteOffs(RoundingRules rules, WriteOffFloat writeOffFloat, AuditLog auditLog, JdbcClient jdbc) {
        this.rules = rules;
        this.writeOffFloat = writeOffFloat;
        this.auditLog = auditLog;
        this.jdbc = jdbc;
    }

    /** Writes off the small differences of a proven statement, in the caller's transaction. */
    public void run(String provider, UUID file, Instant now) {
        rules.inForce().filter(RoundingRule::isOn).ifPresent(rule -> {
            List<Small> found = small(file, rule);
            found.forEach(one -> writeOff(provider, one, rule, now));
            if (!found.isEmpty()) {
                auditLog.append(new AuditEntry(
                        AuditEntry.SYSTEM,
                        "ROUNDING_WRITTEN_OFF",
                        "statement " + Ids.text(file),
                        Map.of(
                                "provider", provider,
                                "rule", Integer.toString(rule.version()),
                                "differences", Integer.toString(found.size()),
                                "sum",
                                        found.stream()
                                                .map(Small::difference)
                                                .reduce(Money.ZERO, Money::plus)
                                                .toString())));
            }
        });
    }

    private void writeOff(String provider, Small one, RoundingRule rule, Instant now) {
        int changed = jdbc.sql("""
                        update reconciliation.break
                        set state = 'WRITTEN_OFF', rounding_rule = ?, note = ?, ended_at = ? where id = ? and state = 'OPEN'""")
                .params(rule.version(), "rounding rule " + rule.version(), Timestamp.from(now), one.id())
                .update();
        if (changed == 1) {
            writeOffFloat.writeOff(one.id(), provider, one.difference());
        }
    }

    private List<Small> small(UUID file, RoundingRule rule) {
        return jdbc.sql(SMALL)
                .param("file", file)
                .param("system", AuditEntry.SYSTEM)
                .param("perLine", rule.perLine().decimal())
                .param("perFile", rule.perFile().decimal())
                .param("atOnce", AT_ONCE_MAX)
                .query((row, n) -> new Small(row.getObject(1, UUID.class), Money.rupiah(row.getBigDecimal(2))))
                .list();
    }
}
