package id.kezbek.payouts.decision;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** A payout as it was when people proposed a decision about it. */
public record AsProposed(Money amount, PayoutState state, int attempts) {

    /** @throws Refusal STATE_CONFLICT if the payout has changed since; null requires nothing */
    static void require(@Nullable AsProposed proposed, Payouts.Owed owed) {
        AsProposed now = new AsProposed(owed.amount(), owed.state(), owed.attempts());
        if (proposed != null && !proposed.equals(now)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the payout has changed since the proposal: it was " + proposed.inWords() + " and is now "
                            + now.inWords());
        }
    }

    private String inWords() {
        return state + ", " + amount.inWords() + ", after " + attempts + (attempts == 1 ? " attempt" : " attempts");
    }
}
