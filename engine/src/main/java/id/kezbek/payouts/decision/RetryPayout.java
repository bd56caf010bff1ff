package id.kezbek.payouts.decision;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Retries a payout in ATTENTION. The payout is due at once, and its number of rejections returns to zero. */
@Component
public class RetryPayout {

    private final Payouts payouts;
    private final DueOrHeld dueOrHeld;
    private final StillAsProposed stillAsProposed;
    private final OpenCallbacks openCallbacks;
    private final Facts facts;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RetryPayout(
            Payouts payouts,
            DueOrHeld dueOrHeld,
            StillAsProposed stillAsProposed,
            OpenCallbacks openCallbacks,
            Facts facts,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.payouts = payouts;
        this.dueOrHeld = dueOrHeld;
        this.stillAsProposed = stillAsProposed;
        this.openCallbacks = openCallbacks;
        this.facts = facts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A description of the payout for the people who decide. */
    String inWords(UUID payout) {
        return payouts.inWords(payout);
    }

    /**
     * Checks that a payout can be retried now. Call this method before the proposal.
     *
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT if the payout is not in ATTENTION or a callback about it is open
     */
    public void check(UUID payout) {
        requireAttention(payouts.find(payout).orElseThrow(Payouts::absent).state());
        openCallbacks.requireNone(payout);
    }

    /**
     * Retries the payout, in the caller's transaction or in a new one. A payout without attempts that a refund reduced
     * below the wallet's minimum is HELD instead.
     *
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public void retry(UUID payout, String decidedBy) {
        retry(payout, null, decidedBy);
    }

    /** Like {@link #retry}, but also refuses a payout that has changed in any way since the proposal. */
    public void retryAsProposed(UUID payout, AsProposed proposed, String decidedBy) {
        retry(payout, proposed, decidedBy);
    }

    private void retry(UUID payout, @Nullable AsProposed proposed, String decidedBy) {
        transactions.executeWithoutResult(status -> {
            Payouts.Owed owed = payouts.findForUpdate(payout).orElseThrow(Payouts::absent);
            stillAsProposed.require(proposed, owed.id());
            requireAttention(owed.state());
            openCallbacks.requireNone(payout);
            Instant now = clock.instant();
            Pipeline writing = new Pipeline();
            payouts.change(writing, List.of(dueOrHeld.change(owed, owed.amount(), now)));
            facts.append(
                    writing,
                    List.of(Fact.of(
                            new PayoutEvent.Retried(owed.partner(), owed.wallet(), owed.amount()), owed.id(), now)));
            writing.run(jdbc);
            payouts.decidedBy(payout, decidedBy);
        });
    }

    private static void requireAttention(PayoutState state) {
        if (state != PayoutState.ATTENTION) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "the payout is " + state + "; only a payout in ATTENTION can be retried");
        }
    }
}
