package id.kezbek.reconciliation.breaks;

import id.kezbek.approvals.audit.Actors;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The changes that one person can make to a difference: a new owner, a due date, or an explanation. No such change
 * moves money.
 */
@Component
public class ChangeBreak {

    private final BreakList list;
    private final Actors actors;
    private final AuditLog auditLog;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ChangeBreak(
            BreakList list,
            Actors actors,
            AuditLog auditLog,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.list = list;
        this.actors = actors;
        this.auditLog = auditLog;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes the caller the owner of the difference.
     *
     * @param due the new due date; null if the due date does not change
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT if the difference is no longer open or explained
     */
    public Break assign(UUID id, @Nullable LocalDate due, Caller caller) {
        change(
                id,
                "BREAK_ASSIGNED",
                "update reconciliation.break set owner = ?, due = coalesce(?, due) where id = ? and state in ('OPEN', 'EXPLAINED')",
                caller,
                Map.of("due", due == null ? "" : due.toString()),
                actors.mentioned(caller.subject()),
                due,
                id);
        return list.require(id);
    }

    /** @throws Refusal for the same reasons as {@link #assign} */
    public Break explain(UUID id, String reason, Caller caller) {
        change(
                id,
                "BREAK_EXPLAINED",
                "update reconciliation.break set state = 'EXPLAINED', note = ? where id = ? and state in ('OPEN', 'EXPLAINED')",
                caller,
                Map.of("reason", reason),
                reason,
                id);
        return list.require(id);
    }

    /** Marks the difference as written off, in the caller's transaction. */
    public void writtenOff(UUID id, String decidedBy) {
        int changed = jdbc.sql("""
                        update reconciliation.break set state = 'WRITTEN_OFF', note = ?, ended_at = ?
                        where id = ? and state in ('OPEN', 'EXPLAINED')""")
                .params(decidedBy, Timestamp.from(clock.instant()), id)
                .update();
        if (changed != 1) {
            throw ended();
        }
    }

    private void change(
            UUID id,
            String act,
            String sql,
            Caller caller,
            Map<String, String> detail,
            @Nullable Object... parameters) {
        transactions.executeWithoutResult(status -> {
            Break before = list.require(id);
            if (jdbc.sql(sql).params(parameters).update() != 1) {
                throw ended();
            }
            auditLog.append(
                    AuditEntry.by(caller, act, "break " + Ids.text(id) + " of provider " + before.provider(), detail));
        });
    }

    public static Refusal ended() {
        return new Refusal(ErrorCode.STATE_CONFLICT, "the break is no longer open; read it again");
    }
}
