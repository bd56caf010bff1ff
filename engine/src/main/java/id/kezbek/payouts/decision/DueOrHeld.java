package id.kezbek.payouts.decision;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Money;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The next state of a payout that people decided to send: PENDING or HELD. The payout is HELD as a small amount if a
 * refund reduced it below the wallet's minimum. This needs whole rupiah and no attempts, because the engine collects
 * only such payouts.
 */
@Component
class DueOrHeld {

    private final Wallets wallets;
    private final JdbcClient jdbc;

    DueOrHeld(Wallets wallets, JdbcClient jdbc) {
        this.wallets = wallets;
        this.jdbc = jdbc;
    }

    /** @param amount the payout's amount after the decision */
    PayoutChange change(Payouts.Owed owed, Money amount, Instant now) {
        return isReducedBelowMinimum(owed, amount)
                ? new PayoutChange(
                        owed.id(),
                        owed.state(),
                        PayoutState.HELD,
                        HoldReason.BELOW_WALLET_MINIMUM.name(),
                        null,
                        owed.attempts(),
                        0,
                        now,
                        null)
                : new PayoutChange(
                        owed.id(), owed.state(), PayoutState.PENDING, null, null, owed.attempts(), 0, now, null);
    }

    private boolean isReducedBelowMinimum(Payouts.Owed owed, Money amount) {
        return owed.attempts() == 0
                && amount.isWhole()
                && amount.below(wallets.require(owed.wallet()).minimum())
                && jdbc.sql("select exists (select from payouts.item where payout = ? and kind = 'REFUND')")
                        .param(owed.id())
                        .query(Boolean.class)
                        .single();
    }
}
