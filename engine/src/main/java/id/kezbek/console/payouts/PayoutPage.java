package id.kezbek.console.payouts;

import id.kezbek.console.frame.Step;
import id.kezbek.console.frame.Typed;
import id.kezbek.console.transactions.Payout;
import java.util.List;

/**
 * One payout.
 *
 * @param steps its attempts, in words
 * @param mayPropose whether the reader may be the first of the two people
 */
public record PayoutPage(Payout payout, List<Step> steps, boolean mayPropose, Typed typed) {

    /** Whether it still has to be paid. The engine checks the rest when a decision is proposed. */
    public boolean isOpen() {
        return payout.endedAt() == null;
    }

    /** Those that may have had a result. */
    public List<Payout.Attempt> resolvable() {
        return payout.attempts().stream()
                .filter(attempt ->
                        !attempt.state().equals("SENDING") && !attempt.state().equals("REVERSED"))
                .toList()
                .reversed();
    }
}
