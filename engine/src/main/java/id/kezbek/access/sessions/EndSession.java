package id.kezbek.access.sessions;

import id.kezbek.access.sessions.Sessions.End;
import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.shared.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a person's session. From the next request on, the session's tokens are refused and cannot be refreshed. */
@Component
public class EndSession {

    /** The maximum number of open sessions to read. */
    private static final int SESSIONS_MAX = 1_000;

    private final Sessions sessions;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;

    EndSession(Sessions sessions, AuditLog auditLog, TransactionTemplate transactions) {
        this.sessions = sessions;
        this.auditLog = auditLog;
        this.transactions = transactions;
    }

    /** Ends the session; does nothing if the session has already ended. */
    public void end(Session session) {
        transactions.executeWithoutResult(status -> {
            if (sessions.end(session.id(), End.LOG_OUT)) {
                auditLog.append(
                        new AuditEntry(session.subject(), "LOGGED_OUT", "session " + Ids.text(session.id()), Map.of()));
            }
        });
    }

    /**
     * Ends all open sessions of a person, in browsers and of API tokens; returns how many were ended.
     *
     * @param subject the person's e-mail address
     * @param kept the session that stays open; null to end all
     */
    public int endOthers(UUID person, String subject, @Nullable UUID kept) {
        List<Session> others = sessions.open(person, SESSIONS_MAX).stream()
                .filter(open -> !open.id().equals(kept))
                .toList();
        others.forEach(open -> end(open.of(subject)));
        return others.size();
    }

    /** Ends the session because the identity provider no longer accepts the person. */
    public void endForNotAdmitted(Session session) {
        transactions.executeWithoutResult(status -> {
            if (sessions.end(session.id(), End.NO_LONGER_ADMITTED)) {
                auditLog.append(AuditEntry.bySystem(
                        "SESSION_ENDED",
                        "session " + Ids.text(session.id()),
                        Map.of("reason", End.NO_LONGER_ADMITTED.name())));
            }
        });
    }
}
