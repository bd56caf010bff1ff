package id.kezbek.approvals;

import id.kezbek.shared.Ids;
import java.util.UUID;

/**
 * The decision of the proposer and the approver to carry out a proposal.
 *
 * @param reason the proposer's reason
 */
public record Decision(UUID approval, String proposedBy, String approvedBy, String reason) {

    /** The name of the decision in other records; the approval itself contains the names of the two people. */
    public String name() {
        return "approval " + Ids.text(approval);
    }

    @Override
    public String toString() {
        return name();
    }
}
