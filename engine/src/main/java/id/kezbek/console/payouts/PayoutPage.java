package id.kezbek.console.payouts;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.transactions.Payout;
import java.util.List;

/**
 * The page of one payout.
 *
 * @param steps the attempts as a timeline
 * @param mayPropose whether the reader may be the first of the two people
 */
public record PayoutPage(Payout payout, List<Step> steps, boolean mayPropose, Typed typed) {

    /**
     * Whether the payout is neither paid nor cancelled. The page then offers decisions about the payout. The engine
     * checks all other conditions when a decision is proposed.
     */
    public boolean isOpen() {
        return payout.endedAt() == null;
    }

    /** The attempts that two people can resolve: all except attempts that are being sent or were reversed. */
    public List<Payout.Attempt> resolvable() {
        return payout.attempts().stream()
                .filter(attempt ->
                        !attempt.state().equals("SENDING") && !attempt.state().equals("REVERSED"))
                .toList()
                .reversed();
    }
}
