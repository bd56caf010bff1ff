package id.kezbek.console.approvals;

import id.kezbek.console.frame.Change;
import id.kezbek.console.rules.Backtest;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One proposal.
 *
 * @param changes before and after
 * @param backtest what the last 30 days would have got under a proposed rule; null if the proposer did not simulate it
 * @param mayDecide whether the reader may be the second person
 * @param mayWithdraw whether it is the reader's own
 * @param reason as typed, where it was refused
 * @param refusal of what was just tried; null if nothing was
 * @param correction the customer's number or address, if the reader asked for it
 */
public record ApprovalPage(
        Proposal proposal,
        List<Change> changes,
        @Nullable Backtest backtest,
        boolean mayDecide,
        boolean mayWithdraw,
        String reason,
        @Nullable Refusal refusal,
        @Nullable Correction correction) {

    private static final String NUMBER = "CORRECT_CUSTOMER";
    private static final String EMAIL = "CORRECT_CUSTOMER_EMAIL";

    /** Whether the approval hides a customer's number or address, which can be asked for. */
    public boolean hidesCustomer() {
        return proposal.isOpen() && (proposal.kind().equals(NUMBER) || isAboutEmail());
    }

    boolean isAboutEmail() {
        return proposal.kind().equals(EMAIL);
    }

    ApprovalPage with(Correction shown) {
        return new ApprovalPage(proposal, changes, backtest, mayDecide, mayWithdraw, reason, refusal, shown);
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
