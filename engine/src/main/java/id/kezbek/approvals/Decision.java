package id.kezbek.approvals;

import id.kezbek.shared.Ids;
import java.util.UUID;

/**
 * A proposal that a second person has approved.
 *
 * @param reason the proposer's reason
 */
public record Decision(UUID approval, String proposedBy, String approvedBy, String reason) {

    /** The reference to the approval in other records; only the approval contains the names of the two people. */
    public String name() {
        return "approval " + Ids.text(approval);
    }

    @Override
    public String toString() {
        return name();
    }
}
