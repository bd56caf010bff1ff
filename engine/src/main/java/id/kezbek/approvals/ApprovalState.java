package id.kezbek.approvals;

import java.util.EnumSet;
import java.util.Set;

/** The states of an approval and all transitions; docs/approvals.md is generated from this enum. */
public enum ApprovalState {
    /** The proposal is not decided yet. */
    PROPOSED,
    /** Another person approved the proposal. The engine carried out the proposal in the same transaction. */
    APPROVED,
    /** Another person rejected the proposal. */
    REJECTED,
    /** The proposer withdrew the proposal. */
    WITHDRAWN,
    /** The proposal was not decided in time, or the proposer lost the right to make it. */
    EXPIRED;

    /** The states that may follow this state. */
    public Set<ApprovalState> next() {
        return this == PROPOSED ? EnumSet.complementOf(EnumSet.of(PROPOSED)) : EnumSet.noneOf(ApprovalState.class);
    }

    public boolean canBecome(ApprovalState other) {
        return next().contains(other);
    }
}
