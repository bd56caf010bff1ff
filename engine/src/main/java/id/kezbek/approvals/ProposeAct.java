package id.kezbek.approvals;

import id.kezbek.approvals.audit.AuditEntry;
import id.kezbek.approvals.audit.AuditLog;
import id.kezbek.approvals.records.Acts;
import id.kezbek.approvals.records.Approvals;
import id.kezbek.approvals.records.Persons;
import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates a proposal for another person to approve. Nothing is carried out before the approval. */
@Component
public class ProposeAct {

    private final Approvals approvals;
    private final Persons persons;
    private final Duties duties;
    private final AuditLog auditLog;
    private final Facts facts;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;
    private final Duration timeToLive;

    ProposeAct(
            Approvals approvals,
            Persons persons,
            Duties duties,
            AuditLog auditLog,
            Facts facts,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock,
            @Value("${cezbek.approvals.time-to-live:P3D}") Duration timeToLive) {
        if (!timeToLive.isPositive()) {
            throw new IllegalArgumentException("cezbek.approvals.time-to-live must be above zero, for example P3D");
        }
        this.approvals = approvals;
        this.persons = persons;
        this.duties = duties;
        this.auditLog = auditLog;
        this.facts = facts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.timeToLive = timeToLive;
    }

    /**
     * Creates the proposal.
     *
     * @param reason the reason for the approver and the audit log
     * @throws Refusal FORBIDDEN if the caller's role or duties do not permit the proposal; STATE_CONFLICT if an open
     *     proposal has the same kind and subject, or the same claim; also the refusals of {@link Act#check}
     */
    public <A> Approval propose(Act<A> act, A arguments, String reason, Caller caller) {
        DecideApproval.requireRole(act, caller);
        return Objects.requireNonNull(transactions.execute(status -> {
            String claim = act.claim(arguments);
            Approval.Actor actor = persons.actor(caller);
            duties.require(act, Acts.write(arguments), actor);
            if (claim != null) {
                requireUnclaimed(claim);
            }
            act.check(arguments);
            Approval proposed = proposed(act, arguments, reason, actor, caller);
            if (!approvals.add(proposed, claim)) {
                if (claim != null) {
                    requireUnclaimed(claim);
                }
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "another proposal of this kind is open for " + proposed.subject()
                                + "; approve, reject or withdraw that proposal first");
            }
            auditLog.append(AuditEntry.by(
                    caller,
                    "PROPOSED_" + act.kind(),
                    proposed.subject(),
                    Map.of(
                            "approval", Ids.text(proposed.id()),
                            "summary", proposed.summary(),
                            "reason", reason)));
            tell(proposed);
            return proposed;
        }));
    }

    /**
     * Refuses a value that an open proposal claims, for example a bank reference. Actions that need no proposal call
     * this method too.
     *
     * @throws Refusal STATE_CONFLICT with the open proposal
     */
    public void requireUnclaimed(String claim) {
        approvals.claiming(claim).ifPresent(open -> {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "approval " + Ids.text(open.id()) + " is open for the same " + claim
                            + "; approve, reject or withdraw that proposal first");
        });
    }

    /**
     * Orders an e-mail to the people who may approve the proposal; the proposal's content is read when the e-mail is
     * rendered.
     */
    private void tell(Approval proposed) {
        Pipeline writing = new Pipeline();
        facts.append(writing, List.of(Fact.of(new ApprovalProposed(), proposed.id(), proposed.proposedAt())));
        writing.run(jdbc);
    }

    private <A> Approval proposed(Act<A> act, A arguments, String reason, Approval.Actor actor, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Approval(
                ids.next(),
                act.kind(),
                ApprovalState.PROPOSED,
                act.subject(arguments),
                act.words(arguments),
                Acts.write(arguments),
                reason,
                act.warnings(arguments),
                caller.subject(),
                actor.person(),
                now,
                now.plus(timeToLive),
                null,
                null,
                null,
                null);
    }
}
