package id.kezbek.payouts.decision;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rounds an old payout up to whole rupiah and sends it, because wallets accept no fractions. Kezbek pays the
 * difference. New payouts always have whole amounts.
 */
@Component
public class RoundPayout {

    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);
    private static final Account WRITE_OFF = Account.own(AccountKind.WRITE_OFF);

    private final Payouts payouts;
    private final PayoutItems items;
    private final DueOrHeld dueOrHeld;
    private final OpenCallbacks openCallbacks;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RoundPayout(
            Payouts payouts,
            PayoutItems items,
            DueOrHeld dueOrHeld,
            OpenCallbacks openCallbacks,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.payouts = payouts;
        this.items = items;
        this.dueOrHeld = dueOrHeld;
        this.openCallbacks = openCallbacks;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A description of the payout for the people who decide. */
    String inWords(UUID payout) {
        return payouts.inWords(payout);
    }

    /**
     * Checks that a payout can be rounded now. Call this method before the proposal.
     *
     * @return the amount rounded up to whole rupiah
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT if the payout is not in ATTENTION or already whole, or a callback
     *     about it is open
     */
    public Money check(UUID payout) {
        Payouts.Owed owed = payouts.find(payout).orElseThrow(Payouts::absent);
        requireRoundable(owed);
        openCallbacks.requireNone(payout);
        return owed.amount().roundedUpToWhole();
    }

    /**
     * Rounds the payout, in the caller's transaction or in a new one.
     *
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public void round(UUID payout, String decidedBy) {
        ledger.open(CUSTOMER_PAYABLE, WRITE_OFF);
        transactions.executeWithoutResult(status -> {
            Payouts.Owed owed = payouts.findForUpdate(payout).orElseThrow(Payouts::absent);
            requireRoundable(owed);
            openCallbacks.requireNone(payout);
            Instant now = clock.instant();
            Money whole = owed.amount().roundedUpToWhole();
            Money part = whole.minus(owed.amount());
            payouts.setAmount(owed, whole);
            items.addRounding(payout, part);
            Pipeline writing = new Pipeline();
            payouts.change(writing, List.of(dueOrHeld.change(owed, whole, now)));
            ledger.post(
                    writing,
                    List.of(new Movement(
                            ids.next(), MovementKind.WRITE_OFF, payout, WRITE_OFF, CUSTOMER_PAYABLE, part, now)));
            facts.append(
                    writing,
                    List.of(Fact.of(new PayoutEvent.Rounded(owed.partner(), owed.wallet(), whole, part), payout, now)));
            writing.run(jdbc);
            payouts.decidedBy(payout, decidedBy);
        });
    }

    private static void requireRoundable(Payouts.Owed owed) {
        if (owed.amount().isWhole()) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the payout's amount is already whole rupiah");
        }
        if (owed.state() != PayoutState.ATTENTION) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "the payout is " + owed.state() + "; only a payout in ATTENTION can be rounded");
        }
    }
}
