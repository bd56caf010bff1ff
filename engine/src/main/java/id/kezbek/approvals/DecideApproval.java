package id.kezbek.approvals;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.approvals.records.Acts;
import id.kezbek.approvals.records.Approvals;
import id.kezbek.approvals.records.Persons;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides about a proposal: another person approves or rejects it, or the proposer withdraws it. */
@Component
public class DecideApproval {

    private final Approvals approvals;
    private final Acts acts;
    private final Persons persons;
    private final Duties duties;
    private final AuditLog auditLog;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DecideApproval(
            Approvals approvals,
            Acts acts,
            Persons persons,
            Duties duties,
            AuditLog auditLog,
            TransactionTemplate transactions,
            Clock clock) {
        this.approvals = approvals;
        this.acts = acts;
        this.persons = persons;
        this.duties = duties;
        this.auditLog = auditLog;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Approves and carries out the proposal, in one transaction. A refusal changes nothing.
     *
     * @throws Refusal FORBIDDEN if the caller is the proposer, lacks the role or has an excluding duty; STATE_CONFLICT
     *     if the proposal is not open, the proposer has lost the right, or the situation has changed
     */
    public Approval approve(UUID id, Caller caller) {
        return decide(id, open -> {
            Act<?> act = actOf(open);
            requireAdmitted(act, open, caller);
            Approval.Actor actor = requireAnother(open, caller);
            persons.requireProposersRight(act, open);
            duties.requireOfApprover(act, open.arguments(), actor);
            requireProposerStillMay(act, open);
            Decision decision = new Decision(open.id(), open.proposedBy(), caller.subject(), open.reason());
            List<String> warnings = Acts.warnings(act, open);
            Acts.carryOut(act, open, decision);
            return end(open.warning(warnings), ApprovalState.APPROVED, caller, actor, null);
        });
    }

    /**
     * Rejects the proposal.
     *
     * @throws Refusal FORBIDDEN if the caller is the proposer or lacks the role; STATE_CONFLICT if the proposal is not
     *     open
     */
    public Approval reject(UUID id, String reason, Caller caller) {
        return decide(id, open -> {
            requireAdmitted(actOf(open), open, caller);
            return end(open, ApprovalState.REJECTED, caller, requireAnother(open, caller), reason);
        });
    }

    /**
     * Withdraws the proposal.
     *
     * @throws Refusal FORBIDDEN if the caller is not the proposer; STATE_CONFLICT if the proposal is not open
     */
    public Approval withdraw(UUID id, @Nullable String reason, Caller caller) {
        return decide(id, open -> {
            Approval.Actor actor = persons.actor(caller);
            if (!Persons.isBy(open, actor)) {
                throw new Refusal(
                        ErrorCode.FORBIDDEN, "only the proposer can withdraw a proposal; other people can reject it");
            }
            return end(open, ApprovalState.WITHDRAWN, caller, actor, reason);
        });
    }

    private static void requireAdmitted(Act<?> act, Approval open, Caller caller) {
        if (!Acts.admits(act, open, caller)) {
            throw lacksRole(act);
        }
    }

    static void requireRole(Act<?> act, Caller caller) {
        if (!act.roles().contains(caller.role())) {
            throw lacksRole(act);
        }
    }

    private static Refusal lacksRole(Act<?> act) {
        return new Refusal(
                ErrorCode.FORBIDDEN,
                "this needs one of the roles " + act.roles().stream().sorted().toList());
    }

    private interface Step {
        Approval take(Approval open);
    }

    private Approval decide(UUID id, Step step) {
        return Objects.requireNonNull(transactions.execute(status -> {
            approvals.lockDecisions();
            Approval approval = approvals
                    .findForUpdate(id)
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "no approval has this id"));
            requireOpen(approval);
            return step.take(approval);
        }));
    }

    private void requireOpen(Approval approval) {
        if (approval.state() != ApprovalState.PROPOSED) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the approval is " + approval.state() + " already");
        }
        // Checks the expiry, because the job that closes expired proposals may not have run yet.
        if (!clock.instant().isBefore(approval.expiresAt())) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the proposal has expired; make a new proposal");
        }
    }

    private Act<?> actOf(Approval approval) {
        return acts.find(approval.kind())
                .orElseThrow(() -> new Refusal(
                        ErrorCode.STATE_CONFLICT, "this version of the engine does not know this kind of proposal"));
    }

    private Approval.Actor requireAnother(Approval open, Caller caller) {
        Approval.Actor actor = persons.actor(caller);
        if (Persons.isBy(open, actor)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "the proposer cannot approve or reject the proposal; another person must decide");
        }
        return actor;
    }

    /** Checks the proposer again, because the proposer may have performed an excluding duty since the proposal. */
    private void requireProposerStillMay(Act<?> act, Approval open) {
        duties.against(act, open.arguments(), new Approval.Actor(open.proposedBy(), open.proposer()))
                .ifPresent(words -> {
                    throw new Refusal(
                            ErrorCode.STATE_CONFLICT, "the proposer is no longer permitted to do this; " + words);
                });
    }

    private Approval end(
            Approval open, ApprovalState to, Caller caller, Approval.Actor actor, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Approval ended = open.ended(to, actor, now, reason);
        approvals.end(ended);
        Map<String, String> detail = new HashMap<>(Map.of("approval", Ids.text(open.id()), "summary", open.summary()));
        if (reason != null) {
            detail.put("reason", reason);
        }
        auditLog.append(AuditEntry.by(caller, to + "_" + open.kind(), open.subject(), detail));
        return ended;
    }
}
