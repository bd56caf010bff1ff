package id.kezbek.approvals;

import java.util.EnumSet;
import java.util.Set;

/** The states of an approval and all transitions; docs/approvals.md is generated from this enum. */
public enum ApprovalState {
    /** The proposal is not decided yet. */
    PROPOSED,
    /** Approved by another person and carried out in the same transaction. */
    APPROVED,
    /** Rejected by another person. */
    REJECTED,
    /** Withdrawn by the proposer. */
    WITHDRAWN,
    /** The proposal was not decided in time, or the proposer lost the right to make it. */
    EXPIRED;

    /** The states that may follow this one. */
    public Set<ApprovalState> next() {
        return this == PROPOSED ? EnumSet.complementOf(EnumSet.of(PROPOSED)) : EnumSet.noneOf(ApprovalState.class);
    }

    public boolean canBecome(ApprovalState other) {
        return next().contains(other);
    }
}
