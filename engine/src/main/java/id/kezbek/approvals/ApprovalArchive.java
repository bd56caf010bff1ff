package id.kezbek.approvals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Approvals as people read them. */
@Component
public class ApprovalArchive {

    private final Approvals approvals;

    ApprovalArchive(Approvals approvals) {
        this.approvals = approvals;
    }

    public Optional<Approval> find(UUID id) {
        return approvals.find(id);
    }

    /** The open proposals of a kind whose subject begins with these words, in the order in which they came. */
    public List<Approval> open(String kind, String subjectStart, int limit) {
        return approvals.open(kind, subjectStart, limit);
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
