package id.kezbek.payouts.refund;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.FundingSlots;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts.Order;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Attempts;
import id.kezbek.payouts.records.HoldReason;
import id.kezbek.payouts.records.PayoutChange;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes back the cashback of a refunded purchase from its payout. What was not sent returns to the partner. What the
 * customer already has, the partner gets from Kezbek, and the customer owes it. While an order may still pay, nothing is decided.
 */
@Component
public class TakeBack {

    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);
    private static final String REFUNDED = "REFUNDED";

    /** The rows to write for one refund. */
    private static final class Effects {

        private final List<PayoutChange> changes = new ArrayList<>();
        private final List<Movement> movements = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private Money toPartner = Money.ZERO;
    }

    private final Payouts payouts;
    private final PayoutItems items;
    private final PayoutRefunds refunds;
    private final Attempts attempts;
    private final Wallets wallets;
    private final FundingSlots fundingSlots;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;

    TakeBack(
            Payouts payouts,
            PayoutItems items,
            PayoutRefunds refunds,
            Attempts attempts,
            Wallets wallets,
            FundingSlots fundingSlots,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc) {
        this.payouts = payouts;
        this.items = items;
        this.refunds = refunds;
        this.attempts = attempts;
        this.wallets = wallets;
        this.fundingSlots = fundingSlots;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
    }

    /** Records the order with its effect, in the caller's transaction, which holds the partner's funding slots. */
    public Seen order(Partner partner, Order order) {
        UUID payout = refunds.payoutOf(order.purchase())
                .orElseThrow(() -> new IllegalStateException("No payout pays purchase " + Ids.text(order.purchase())));
        Seen seen = apply(partner, order, payout);
        refunds.add(order, payout, seen);
        return seen;
    }

    /** Takes back what can be taken now. The caller stores the result. */
    Seen apply(Partner partner, Order order, UUID payout) {
        Payouts.Owed owed = payouts.findForUpdate(payout).orElseThrow();
        Effects effects = new Effects();
        Seen seen = switch (owed.state()) {
            case IN_FLIGHT -> waiting();
            case PAID -> claim(partner, order, owed, order.amount(), effects);
            case CANCELLED -> claim(partner, order, owed, order.amount().min(held(owed)), effects);
            case HELD, PENDING, ATTENTION ->
                attempts.hasOpen(payout) ? waiting() : unsent(partner, order, owed, effects);
        };
        write(partner, effects);
        return seen;
    }

    private Seen unsent(Partner partner, Order order, Payouts.Owed owed, Effects effects) {
        if (order.amount().atLeast(owed.amount())) {
            cancel(partner, order, owed, effects);
            return claim(partner, order, owed, order.amount().minus(owed.amount()), effects);
        }
        if (owed.attempts() > 0) {
            // An order for the whole amount may still turn out to be paid.
            return waiting();
        }
        reduce(partner, order, owed, effects);
        return Seen.NOTHING;
    }

    private void cancel(Partner partner, Order order, Payouts.Owed owed, Effects effects) {
        effects.changes.add(change(owed, PayoutState.CANCELLED, REFUNDED, order.at()));
        Account funding = fundingOf(partner);
        if (owed.isFunded()) {
            effects.movements.add(new Movement(
                    ids.next(), MovementKind.CANCEL, owed.id(), CUSTOMER_PAYABLE, funding, owed.amount(), order.at()));
            effects.toPartner = effects.toPartner.plus(owed.amount());
        }
        effects.facts.add(Fact.of(
                new PayoutEvent.Cancelled(
                        owed.partner(),
                        partner.code(),
                        owed.wallet(),
                        owed.amount(),
                        owed.isFunded() ? funding.kind() : null),
                owed.id(),
                order.at()));
    }

    private void reduce(Partner partner, Order order, Payouts.Owed owed, Effects effects) {
        Money left = owed.amount().minus(order.amount());
        payouts.setAmount(owed, left);
        items.addRefund(owed.id(), order.purchase(), order.amount());
        boolean isTooSmall = left.below(wallets.require(owed.wallet()).minimum());
        if (isTooSmall && owed.state() == PayoutState.PENDING) {
            effects.changes.add(change(owed, PayoutState.HELD, HoldReason.BELOW_WALLET_MINIMUM.name(), null));
        }
        Account funding = fundingOf(partner);
        if (owed.isFunded()) {
            effects.movements.add(new Movement(
                    ids.next(),
                    MovementKind.REFUND,
                    order.purchase(),
                    CUSTOMER_PAYABLE,
                    funding,
                    order.amount(),
                    order.at()));
            effects.toPartner = effects.toPartner.plus(order.amount());
        }
        effects.facts.add(Fact.of(
                new PayoutEvent.Reduced(
                        owed.partner(),
                        partner.code(),
                        owed.wallet(),
                        order.amount(),
                        owed.isFunded() ? funding.kind() : null),
                owed.id(),
                order.at()));
    }

    /** The customer has the amount: the partner gets it back now, and the customer owes it. */
    private Seen claim(Partner partner, Order order, Payouts.Owed owed, Money amount, Effects effects) {
        if (!amount.isPositive()) {
            return Seen.NOTHING;
        }
        Account funding = fundingOf(partner);
        effects.movements.add(new Movement(
                ids.next(),
                MovementKind.REFUND,
                order.purchase(),
                Account.ofPartner(AccountKind.CLAWBACK, partner.code()),
                funding,
                amount,
                order.at()));
        effects.toPartner = effects.toPartner.plus(amount);
        effects.facts.add(Fact.of(
                new PayoutEvent.ClawedBack(owed.partner(), partner.code(), owed.wallet(), amount, funding.kind()),
                owed.id(),
                order.at()));
        return new Seen(RefundState.OWED, amount, amount);
    }

    /** What the customer has of a cancelled payout: the part that was set off before, without what is owed for it already. */
    private Money held(Payouts.Owed owed) {
        Money netted = items.netted(owed.id());
        Money claimed = refunds.claimed(owed.id());
        return netted.atLeast(claimed) ? netted.minus(claimed) : Money.ZERO;
    }

    private void write(Partner partner, Effects effects) {
        if (effects.toPartner.isPositive() && partner.isLimited()) {
            fundingSlots.set(partner.id(), fundingSlots.lockAll(partner.id()).plus(effects.toPartner));
        }
        Pipeline writing = new Pipeline();
        payouts.change(writing, effects.changes);
        ledger.post(writing, effects.movements);
        facts.append(writing, effects.facts);
        writing.run(jdbc);
    }

    private static Seen waiting() {
        return new Seen(RefundState.WAITING, Money.ZERO, Money.ZERO);
    }

    private static PayoutChange change(Payouts.Owed owed, PayoutState to, String reason, @Nullable Instant endedAt) {
        return new PayoutChange(
                owed.id(), owed.state(), to, reason, null, owed.attempts(), owed.refusals(), owed.dueAt(), endedAt);
    }

    /** The partner's account that gets the money. */
    public static Account fundingOf(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> Account.ofPartner(AccountKind.FUNDING, partner.code());
            case POSTPAID -> Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
        };
    }
}
