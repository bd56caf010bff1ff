package id.kezbek.console.payouts;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.transactions.Payout;
import java.util.List;

/**
 * The page of one payout.
 *
 * @param steps the attempts as a timeline
 * @param mayPropose whether the reader may propose a decision to a second person
 */
public record PayoutPage(Payout payout, List<Step> steps, boolean mayPropose, Typed typed) {

    /**
     * Whether the payout is neither paid nor cancelled. The page offers decisions only in this case. The engine
     * checks all other conditions at the proposal.
     */
    public boolean isOpen() {
        return payout.endedAt() == null;
    }

    /**
     * The attempts about which two people can decide, the latest first. Attempts that are being sent or were reversed
     * are omitted.
     */
    public List<Payout.Attempt> resolvable() {
        return payout.attempts().stream()
                .filter(attempt ->
                        !attempt.state().equals("SENDING") && !attempt.state().equals("REVERSED"))
                .toList()
                .reversed();
    }
}
