package id.kezbek.console.approvals;

import id.kezbek.console.frame.Change;
import id.kezbek.console.payouts.PayoutDecision;
import id.kezbek.console.rules.Backtest;
import id.kezbek.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one proposal.
 *
 * @param changes the fields with their values before and after
 * @param backtest the simulation of a proposed rule on the last 30 days; null if the proposer did not simulate the rule
 * @param decision one decision about many payouts, with the result of each payout; null if the proposal is of another
 *     kind
 * @param mayDecide whether the reader may be the second person
 * @param mayWithdraw whether the reader made this open proposal
 * @param reason the reason that the person typed, if the form was refused; otherwise empty
 * @param refusal the refusal of the last action; null if the action was not refused
 * @param correction the customer's phone number or e-mail address; null unless the reader requested it
 */
public record ApprovalPage(
        Proposal proposal,
        List<Change> changes,
        @Nullable Backtest backtest,
        @Nullable PayoutDecision decision,
        boolean mayDecide,
        boolean mayWithdraw,
        String reason,
        @Nullable Refusal refusal,
        @Nullable Correction correction) {

    private static final String NUMBER = "CORRECT_CUSTOMER";
    private static final String EMAIL = "CORRECT_CUSTOMER_EMAIL";

    /**
     * Whether the proposal is approved and some of its payouts are still undecided. The page then shows the progress.
     */
    public boolean isRunning() {
        return decision != null && decision.isRunning();
    }

    /** Whether the page hides a customer's phone number or e-mail address until the reader requests it. */
    public boolean hidesCustomer() {
        return proposal.isOpen() && (proposal.kind().equals(NUMBER) || isAboutEmail());
    }

    boolean isAboutEmail() {
        return proposal.kind().equals(EMAIL);
    }

    ApprovalPage with(Correction shown) {
        return new ApprovalPage(proposal, changes, backtest, decision, mayDecide, mayWithdraw, reason, refusal, shown);
    }

    /** The error of a form field. */
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
