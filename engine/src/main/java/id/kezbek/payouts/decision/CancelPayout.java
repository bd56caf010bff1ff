package id.kezbek.payouts.decision;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.payouts.refund.UndoRefunds;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Pipeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cancels a payout before it is sent. The partner gets the amount back, minus the amounts that refunds have already
 * returned. A payout that is IN_FLIGHT is never cancelled, because its attempt may still be paid.
 */
@Component
public class CancelPayout {

    private static final String CANCELLED_BY_PEOPLE = "CANCELLED_BY_PEOPLE";
    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);

    private final Payouts payouts;
    private final Attempts attempts;
    private final PayoutItems items;
    private final UndoRefunds undoRefunds;
    private final StillAsProposed stillAsProposed;
    private final OpenCallbacks openCallbacks;
    private final PartnerDirectory partners;
    private final Ledger ledger;
    private final FundingSlots fundingSlots;
    private final DataVersions versions;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CancelPayout(
            Payouts payouts,
            Attempts attempts,
            PayoutItems items,
            UndoRefunds undoRefunds,
            StillAsProposed stillAsProposed,
            OpenCallbacks openCallbacks,
            PartnerDirectory partners,
            Ledger ledger,
            FundingSlots fundingSlots,
            DataVersions versions,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.payouts = payouts;
        this.attempts = attempts;
        this.items = items;
        this.undoRefunds = undoRefunds;
        this.stillAsProposed = stillAsProposed;
        this.openCallbacks = openCallbacks;
        this.partners = partners;
        this.ledger = ledger;
        this.fundingSlots = fundingSlots;
        this.versions = versions;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    Money amount(UUID payout) {
        return payouts.find(payout).orElseThrow(Payouts::absent).amount();
    }

    /** A description of the payout for the people who decide. */
    String inWords(UUID payout) {
        return payouts.inWords(payout);
    }

    /**
     * Checks that a payout can be cancelled now. Call this method before the proposal.
     *
     * @throws Refusal NOT_FOUND, or STATE_CONFLICT if the payout is IN_FLIGHT or has ended, an attempt may still be
     *     paid, a callback is open, or the written-off part of its refunds is unknown
     */
    public void check(UUID payout) {
        requireCancellable(payouts.find(payout).orElseThrow(Payouts::absent));
        undoRefunds.check(payout);
    }

    /**
     * Cancels the payout, in the caller's transaction or in a new one.
     *
     * @param proposed the payout's amount at the time of the proposal; null if unknown. A higher current amount is
     *     refused
     * @param decidedBy the people who decided, as in the audit log
     * @throws Refusal as {@link #check}; then nothing was recorded
     */
    public void cancel(UUID payout, @Nullable Money proposed, String decidedBy) {
        cancel(payout, decidedBy, owed -> {
            if (proposed != null && proposed.below(owed.amount())) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the payout has collected other payouts since the proposal; read it and propose again");
            }
            Money moved = items.movedByLastSplit(payout);
            if (proposed != null
                    && moved.isPositive()
                    && proposed.atLeast(owed.amount().plus(moved))) {
                throw new Refusal(
                        ErrorCode.STATE_CONFLICT,
                        "the payout was split since the proposal; read it and propose again for each part");
            }
        });
    }

    /** Like {@link #cancel}, but also refuses a payout that has changed in any way since the proposal. */
    public void cancelAsProposed(UUID payout, AsProposed proposed, String decidedBy) {
        cancel(payout, decidedBy, owed -> stillAsProposed.require(proposed, owed.id()));
    }

    private void cancel(UUID payout, String decidedBy, Consumer<Payouts.Owed> check) {
        PartnerId owner = payouts.find(payout).orElseThrow(Payouts::absent).partner();
        String code = partners.find(owner).orElseThrow().code();
        // Opens both accounts, because the partner may become postpaid before this transaction locks the slots.
        ledger.open(
                CUSTOMER_PAYABLE,
                Account.ofPartner(AccountKind.FUNDING, code),
                Account.ofPartner(AccountKind.RECEIVABLE, code));
        transactions.executeWithoutResult(status -> {
            // Locks the slots before the payout. Top-ups lock in the same order, so no deadlock occurs. The partner is
            // read after the lock, because its terms may have changed before.
            Money available = fundingSlots.lockAll(owner);
            versions.refresh();
            Partner partner = partners.find(owner).orElseThrow();
            Payouts.Owed owed = payouts.findForUpdate(payout).orElseThrow(Payouts::absent);
            check.accept(owed);
            requireCancellable(owed);
            Instant now = clock.instant();
            Money left = undoRefunds.undo(partner, owed, now);
            if (owed.isFunded() && partner.isLimited()) {
                fundingSlots.set(owner, available.plus(left));
            }
            write(owed.of(left), partner, now);
            payouts.decidedBy(payout, decidedBy);
        });
    }

    private void write(Payouts.Owed owed, Partner partner, Instant now) {
        Pipeline writing = new Pipeline();
        payouts.change(
                writing,
                List.of(new PayoutChange(
                        owed.id(),
                        owed.state(),
                        PayoutState.CANCELLED,
                        CANCELLED_BY_PEOPLE,
                        null,
                        owed.attempts(),
                        owed.refusals(),
                        owed.dueAt(),
                        now)));
        boolean returnsMoney = owed.isFunded() && owed.amount().isPositive();
        if (returnsMoney) {
            ledger.post(
                    writing,
                    List.of(new Movement(
                            ids.next(),
                            MovementKind.CANCEL,
                            owed.id(),
                            CUSTOMER_PAYABLE,
                            funding(partner),
                            owed.amount(),
                            now)));
        }
        facts.append(
                writing,
                List.of(Fact.of(
                        new PayoutEvent.Cancelled(
                                owed.partner(),
                                partner.code(),
                                owed.wallet(),
                                owed.amount(),
                                returnsMoney ? funding(partner).kind() : null),
                        owed.id(),
                        now)));
        writing.run(jdbc);
    }

    private void requireCancellable(Payouts.Owed owed) {
        if (!owed.state().canBecome(PayoutState.CANCELLED)) {
            throw new Refusal(ErrorCode.STATE_CONFLICT, "the payout is " + owed.state() + " and cannot be cancelled");
        }
        if (attempts.hasOpen(owed.id())) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT, "an attempt of the payout may still pay; its result is unknown");
        }
        openCallbacks.requireNone(owed.id());
    }

    private static Account funding(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> Account.ofPartner(AccountKind.FUNDING, partner.code());
            case POSTPAID -> Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
        };
    }
}
