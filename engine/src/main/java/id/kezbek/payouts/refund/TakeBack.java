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
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.RefundedPayouts.Order;
import id.kezbek.payouts.RefundedPayouts.Seen;
import id.kezbek.payouts.Wallets;
import id.kezbek.payouts.callback.Callbacks;
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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes back the cashback of a refunded purchase from the purchase's payouts. An amount that was not sent returns to
 * the partner. The partner's setting decides who bears the amount that the customer already has. As long as an order
 * may still be paid, nothing is decided.
 */
@Component
public class TakeBack {

    private static final Account CUSTOMER_PAYABLE = Account.own(AccountKind.CUSTOMER_PAYABLE);
    private static final Account WRITE_OFF = Account.own(AccountKind.WRITE_OFF);
    private static final String REFUNDED = "REFUNDED";

    /** The part of a refund that is taken back from one payout. */
    private record Part(Order whole, Money amount) {

        UUID purchase() {
            return whole.purchase();
        }

        Instant at() {
            return whole.at();
        }
    }

    /** The maximum number of tries to lock the payouts of a purchase. */
    private static final int LOOKS_MAX = 5;

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
    private final Callbacks callbacks;
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
            Callbacks callbacks,
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
        this.callbacks = callbacks;
        this.wallets = wallets;
        this.fundingSlots = fundingSlots;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
    }

    /** Records the order and its effects in the caller's transaction, which must hold the partner's funding slots. */
    public void order(Partner partner, Order order) {
        List<RefundShares.Paying> paying = lockPayoutsOf(order.purchase());
        UUID row = order.refund();
        for (RefundShares.Share share : RefundShares.of(order.amount(), paying)) {
            Seen seen = apply(partner, new Part(order, share.amount()), share.payout());
            refunds.add(row, order, share.amount(), share.payout().id(), seen);
            row = ids.next();
        }
    }

    /**
     * While this method waits for the locks, another payout may collect the purchase, or the payout may be split. Then
     * the method tries again.
     */
    private List<RefundShares.Paying> lockPayoutsOf(UUID purchase) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            Set<UUID> paying = refunds.leftInPayouts(purchase).keySet();
            List<Payouts.Owed> locked = payouts.lockAll(paying);
            Map<UUID, Money> left = refunds.leftInPayouts(purchase);
            if (left.isEmpty()) {
                throw new IllegalStateException("No payout pays purchase " + Ids.text(purchase));
            }
            if (left.keySet().equals(paying)) {
                return locked.stream()
                        .map(payout -> new RefundShares.Paying(
                                payout,
                                left.getOrDefault(payout.id(), Money.ZERO),
                                mayPay(payout.id()),
                                payout.state() == PayoutState.CANCELLED ? returned(payout) : Money.ZERO))
                        .toList();
            }
        }
        throw new OptimisticLockingFailureException("Other payouts take over purchase " + Ids.text(purchase));
    }

    /** Takes back as much as possible of this part from one payout now. The caller stores the result. */
    Seen apply(Partner partner, Order order, Money part, UUID payout) {
        return apply(
                partner, new Part(order, part), payouts.findForUpdate(payout).orElseThrow());
    }

    private Seen apply(Partner partner, Part order, Payouts.Owed owed) {
        Effects effects = new Effects();
        Seen seen = switch (owed.state()) {
            case IN_FLIGHT -> waiting();
            case PAID -> claim(partner, order, owed, order.amount(), effects);
            case CANCELLED -> claim(partner, order, owed, lessUpToZero(order.amount(), returned(owed)), effects);
            case HELD, PENDING, ATTENTION -> mayPay(owed.id()) ? waiting() : unsent(partner, order, owed, effects);
        };
        write(partner, effects);
        return seen;
    }

    /**
     * Whether an attempt may still be paid. A failed attempt may still be paid while an open callback reports a
     * payment.
     */
    private boolean mayPay(UUID payout) {
        return attempts.hasOpen(payout) || callbacks.mayBePaidAfterAll(payout);
    }

    private Seen unsent(Partner partner, Part order, Payouts.Owed owed, Effects effects) {
        if (order.amount().atLeast(owed.amount())) {
            cancel(partner, order, owed, effects);
            return claim(partner, order, owed, order.amount().minus(owed.amount()), effects);
        }
        if (owed.attempts() > 0) {
            // It may become known later that an order for the whole amount was paid.
            return waiting();
        }
        reduce(partner, order, owed, effects);
        return Seen.NOTHING;
    }

    private void cancel(Partner partner, Part order, Payouts.Owed owed, Effects effects) {
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

    private void reduce(Partner partner, Part order, Payouts.Owed owed, Effects effects) {
        Money left = owed.amount().minus(order.amount());
        payouts.setAmount(owed, left);
        items.addRefund(owed.id(), order.purchase(), order.amount());
        // A payout in ATTENTION is not held here. If staff retry the payout, the retry checks the minimum.
        boolean isToBeSent = owed.state() == PayoutState.PENDING || owed.heldFor() == HoldReason.PROVIDERS_PAUSED;
        if (isToBeSent && left.below(wallets.require(owed.wallet()).minimum())) {
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

    /** Decides who bears an amount that the customer has already got. */
    private Seen claim(Partner partner, Part order, Payouts.Owed owed, Money amount, Effects effects) {
        if (!amount.isPositive()) {
            return Seen.NOTHING;
        }
        return switch (settingFor(partner, order.whole())) {
            case NET -> owe(partner, order, owed, amount, effects);
            case ABSORBED_BY_PARTNER -> absorb(partner, order, owed, amount, null, effects);
            case ABSORBED_BY_OPERATOR -> absorb(partner, order, owed, amount, fundingOf(partner), effects);
        };
    }

    /** The setting that decides who bears the amount that the customer already has. */
    public RefundTerms.Setting settingFor(Partner partner, Order order) {
        return partner.refunds().settingFor(order.amount().plus(refunds.absorbedBefore(order)));
    }

    /** The partner gets the amount back now, and the customer owes the amount. */
    private Seen owe(Partner partner, Part order, Payouts.Owed owed, Money amount, Effects effects) {
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

    /**
     * @param refunded the partner's account that gets the amount back from Kezbek; null if the partner bears the amount
     */
    private Seen absorb(
            Partner partner, Part order, Payouts.Owed owed, Money amount, @Nullable Account refunded, Effects effects) {
        if (refunded != null) {
            effects.movements.add(new Movement(
                    ids.next(), MovementKind.REFUND, order.purchase(), WRITE_OFF, refunded, amount, order.at()));
            effects.toPartner = effects.toPartner.plus(amount);
        }
        effects.facts.add(Fact.of(
                new PayoutEvent.RefundAbsorbed(
                        owed.partner(),
                        partner.code(),
                        owed.wallet(),
                        amount,
                        refunded == null ? null : refunded.kind()),
                owed.id(),
                order.at()));
        RefundState state = refunded == null ? RefundState.ABSORBED_BY_PARTNER : RefundState.ABSORBED_BY_OPERATOR;
        return new Seen(state, amount, Money.ZERO);
    }

    /**
     * The amount of a cancelled payout that the partner has got back, minus the part that refunds already include. The
     * rest of the payout was set off earlier, so the customer has got that part.
     */
    private Money returned(Payouts.Owed owed) {
        Money held = lessUpToZero(items.netted(owed.id()), refunds.claimed(owed.id()));
        return lessUpToZero(refunds.leftInPayout(owed.id()), held);
    }

    private static Money lessUpToZero(Money amount, Money part) {
        return amount.atLeast(part) ? amount.minus(part) : Money.ZERO;
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

    /** The partner's account to which the money returns. */
    public static Account fundingOf(Partner partner) {
        return switch (partner.fundingMode()) {
            case PREPAID -> Account.ofPartner(AccountKind.FUNDING, partner.code());
            case POSTPAID -> Account.ofPartner(AccountKind.RECEIVABLE, partner.code());
        };
    }
}
