package id.kezbek.approvals;

import id.kezbek.shared.Ids;
import java.util.UUID;

/**
 * Two people's decision to carry an act out.
 *
 * @param reason why, as whoever proposed it wrote it
 */
public record Decision(UUID approval, String proposedBy, String approvedBy, String reason) {

    /** How other records name it; who the two were stands in the approval. */
    public String name() {
        return "approval " + Ids.text(approval);
    }

    @Override
    public String toString() {
        return name();
    }
}
