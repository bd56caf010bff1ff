package id.kezbek.approvals;

import id.kezbek.shared.security.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Approvals as people read them. */
@Component
public class ApprovalArchive {

    private final Approvals approvals;
    private final Persons persons;

    ApprovalArchive(Approvals approvals, Persons persons) {
        this.approvals = approvals;
        this.persons = persons;
    }

    public Optional<Approval> find(UUID id) {
        return approvals.find(id);
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
