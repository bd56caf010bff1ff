package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Approvals as people read them. */
@Component
public class ApprovalArchive {

    /** The fact that a proposal was made; its subject is the approval. */
    public static final String PROPOSED = "APPROVAL_PROPOSED";

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

    /** The roles that may approve it; none where this version does not know acts of its kind. */
    public Set<Role> roles(Approval approval) {
        return acts.find(approval.kind()).map(Act::roles).orElse(Set.of());
    }

    /** Whether a person with one of its roles could approve it: who proposed it or has a duty that excludes it could not. */
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
     * An act's arguments, of a row that another module may read.
     *
     * @param sealed null where they stand in clear
     */
    public String arguments(UUID approval, byte @Nullable [] sealed, String inClear) {
        return seals.open(sealed, ActorSeals.ofArguments(approval), inClear);
    }

    /**
     * Whether the caller is the person who proposed it.
     *
     * @throws id.kezbek.shared.Refusal FORBIDDEN where the caller is not staff or an officer any more
     */
    public boolean isProposer(Approval approval, Caller caller) {
        return Persons.isBy(approval, persons.actor(caller));
    }

    /** The open proposal of a kind for a subject. */
    public Optional<Approval> findOpen(String kind, String subject) {
        return approvals.findOpen(kind, subject);
    }

    /**
     * A page, newest first.
     *
     * @param before the last one that was seen; null for the newest
     */
    public List<Approval> page(@Nullable ApprovalState state, @Nullable UUID before, int limit) {
        return approvals.page(state, before, limit);
    }
}
