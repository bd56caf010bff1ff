package id.kezbek.approvals;

import id.kezbek.approvals.audit.ActorSeals;
import id.kezbek.approvals.records.Acts;
import id.kezbek.approvals.records.Approvals;
import id.kezbek.approvals.records.Persons;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads approvals for pages and responses. */
@Component
public class ApprovalArchive {

    private final Approvals approvals;
    private final Acts acts;
    private final Persons persons;
    private final Duties duties;
    private final ActorSeals seals;

    ApprovalArchive(Approvals approvals, Acts acts, Persons persons, Duties duties, ActorSeals seals) {
        this.approvals = approvals;
        this.seals = seals;
        this.acts = acts;
        this.persons = persons;
        this.duties = duties;
    }

    /** The roles that may approve this proposal; empty if this version does not know the kind. */
    public Set<Role> roles(Approval approval) {
        return acts.find(approval.kind()).map(Act::roles).orElse(Set.of());
    }

    /**
     * Whether this person could approve the proposal. The proposer cannot, and a person with an excluding duty cannot.
     */
    public boolean couldApprove(Approval approval, Approvers.Approver person) {
        Approval.Actor actor = new Approval.Actor(person.email(), person.id());
        return !Persons.isBy(approval, actor)
                && acts.find(approval.kind())
                        .filter(act -> duties.admits(act, approval.arguments(), actor))
                        .isPresent();
    }

    public Optional<Approval> find(UUID id) {
        return approvals.find(id);
    }

    /**
     * The current values that an open proposal would change, in the same JSON fields as its arguments. Empty if the
     * proposal is not open or replaces no values.
     */
    public Optional<String> before(Approval approval) {
        return approval.state() == ApprovalState.PROPOSED
                ? acts.find(approval.kind()).flatMap(act -> Acts.before(act, approval))
                : Optional.empty();
    }

    /**
     * Decrypts the arguments of an approval, for a module that reads the approval's row with its own query.
     *
     * @param sealed the encrypted arguments; null if the arguments are not encrypted
     */
    public String arguments(UUID approval, byte @Nullable [] sealed, String inClear) {
        return seals.open(sealed, ActorSeals.ofArguments(approval), inClear);
    }

    /**
     * Whether the caller is the proposer.
     *
     * @throws id.kezbek.shared.Refusal FORBIDDEN if the caller is no longer staff or an officer
     */
    public boolean isProposer(Approval approval, Caller caller) {
        return Persons.isBy(approval, persons.actor(caller));
    }

    /** The open proposal of this kind for this subject. */
    public Optional<Approval> findOpen(String kind, String subject) {
        return approvals.findOpen(kind, subject);
    }

    /**
     * Reads one page, the newest first.
     *
     * @param decider if not null, only open proposals of other people that this caller's role may approve. Excluding
     *     duties are checked only at the decision
     * @param before the last id of the previous page; null for the first page
     * @throws id.kezbek.shared.Refusal FORBIDDEN if {@code decider} is no longer active
     */
    public List<Approval> page(
            @Nullable ApprovalState state, @Nullable Caller decider, @Nullable UUID before, int limit) {
        return approvals.page(
                state,
                decider == null ? null : new Approvals.Decider(persons.actor(decider), acts.kindsFor(decider.role())),
                before,
                limit);
    }
}
