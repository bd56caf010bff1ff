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

    /**
     * A page, newest first.
     *
     * @param before the last one that was seen; null for the newest
     */
    public List<Approval> page(@Nullable ApprovalState state, @Nullable UUID before, int limit) {
        return approvals.page(state, before, limit);
    }
}
