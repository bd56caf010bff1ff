package id.kezbek.approvals;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.approvals.records.Acts;
import id.kezbek.approvals.records.Approvals;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closes a person's open proposals in the transaction in which the person loses the right to make these proposals. */
@Component
public class EndProposals {

    private static final String REASON = "the proposer is no longer permitted to propose this";

    private final Approvals approvals;
    private final Acts acts;
    private final AuditLog auditLog;
    private final Clock clock;

    EndProposals(Approvals approvals, Acts acts, AuditLog auditLog, Clock clock) {
        this.approvals = approvals;
        this.acts = acts;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /**
     * Closes the person's open proposals that this role must not propose.
     *
     * @param address the e-mail address, to find old proposals without a person id
     * @param role the person's new role; null if the person has no role any more
     * @param decision the decision that removes the right; its own proposal is not closed here
     * @return the number of closed proposals
     */
    public int of(UUID person, String address, @Nullable Role role, Decision decision) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int ended = 0;
        for (Approval open : approvals.lockOpenOf(person, address)) {
            if (open.id().equals(decision.approval()) || mayStill(open, role)) {
                continue;
            }
            approvals.end(open.ended(ApprovalState.EXPIRED, Approval.Actor.NOBODY, now, REASON));
            auditLog.append(AuditEntry.bySystem(
                    "EXPIRED_" + open.kind(),
                    open.subject(),
                    Map.of(
                            "approval", Ids.text(open.id()),
                            "summary", open.summary(),
                            "reason", REASON,
                            "by", decision.name())));
            ended++;
        }
        return ended;
    }

    /** Adds the person's id to proposals and decisions that are older than person ids. */
    public void assign(UUID person, String address) {
        approvals.assign(person, address);
    }

    /**
     * Whether the proposal stays open. A proposal of an unknown kind is closed, because this version cannot approve
     * such a proposal.
     */
    private boolean mayStill(Approval open, @Nullable Role role) {
        return role != null
                && acts.find(open.kind())
                        .filter(act -> act.roles().contains(role))
                        .isPresent();
    }
}
