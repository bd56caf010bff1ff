package id.kezbek.console.approvals;

import id.kezbek.console.frame.Change;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One proposal.
 *
 * @param mayDecide whether the reader may be the second person
 * @param mayWithdraw whether it is the reader's own
 * @param reason as typed, where it was refused
 * @param refusal of what was just tried; null if nothing was
 */
public record ApprovalPage(
        Proposal proposal,
        boolean mayDecide,
        boolean mayWithdraw,
        String reason,
        @Nullable Refusal refusal) {

    /** What is different afterwards; what is proposed, where the act does not say what it takes the place of. */
    public List<Change> changes() {
        if (proposal.changes() != null && !proposal.changes().isEmpty()) {
            return proposal.changes();
        }
        return proposal.arguments().entrySet().stream()
                .map(one -> new Change(one.getKey(), null, String.valueOf(one.getValue())))
                .toList();
    }

    /** What is wrong with a field of the form. */
    public @Nullable String error(String field) {
        return refusal == null
                ? null
                : refusal.errors().stream()
                        .filter(error -> error.field().equals(field))
                        .map(Refusal.FieldError::reason)
                        .findFirst()
                        .orElse(null);
    }
}
