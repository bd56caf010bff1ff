package id.kezbek.approvals;

import java.util.EnumSet;
import java.util.Set;

/** The states of an approval and every transition there is; docs/approvals.md draws them from here. */
public enum ApprovalState {
    /** Somebody proposed an act and nobody else has decided about it yet. */
    PROPOSED,
    /** Another person approved it, and it was carried out in the same transaction. */
    APPROVED,
    /** Another person turned it down. */
    REJECTED,
    /** Whoever proposed it took it back. */
    WITHDRAWN,
    /** Nobody decided in time, or who proposed it may not propose it any more. */
    EXPIRED;

    /** The states that may follow this one. */
    public Set<ApprovalState> next() {
        return this == PROPOSED ? EnumSet.complementOf(EnumSet.of(PROPOSED)) : EnumSet.noneOf(ApprovalState.class);
    }

    public boolean canBecome(ApprovalState other) {
        return next().contains(other);
    }
}
