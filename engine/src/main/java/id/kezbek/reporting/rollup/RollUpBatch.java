package id.kezbek.reporting.rollup;

import id.kezbek.cashback.PurchaseAccepted;
import id.kezbek.cashback.PurchaseRefunded;
import id.kezbek.facts.Event;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.MoneyEvent;
import id.kezbek.ledger.MovementKind;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The figures of a batch of events. */
public final class RollUpBatch {

    record PurchaseKey(Instant hour, PartnerId partner, long rule, int ruleVersion, String wallet, String tier) {}

    record PurchaseFigures(
            long purchases, long quantity, Money amount, Money cashback, Money reward, Money held, long newCustomers) {

        PurchaseFigures plus(PurchaseFigures other) {
            return new PurchaseFigures(
                    purchases + other.purchases,
                    quantity + other.quantity,
                    amount.plus(other.amount),
                    cashback.plus(other.cashback),
                    reward.plus(other.reward),
                    held.plus(other.held),
                    newCustomers + other.newCustomers);
        }
    }

    record PayoutKey(Instant hour, PartnerId partner, String provider, String wallet, PayoutOutcome outcome) {}

    record PayoutFigures(long payouts, Money amount, Money fee, Money savedOnDirect, Money savedOnNext) {

        static PayoutFigures one(Money amount, Money fee) {
            return new PayoutFigures(1, amount, fee, Money.ZERO, Money.ZERO);
        }

        PayoutFigures plus(PayoutFigures other) {
            return new PayoutFigures(
                    payouts + other.payouts,
                    amount.plus(other.amount),
                    fee.plus(other.fee),
                    savedOnDirect.plus(other.savedOnDirect),
                    savedOnNext.plus(other.savedOnNext));
        }
    }

    public record AccountKey(LocalDate day, Account account, MovementKind movement) {}

    record MonthKey(LocalDate month, PartnerId partner) {}

    final Map<PurchaseKey, PurchaseFigures> purchases = new HashMap<>();
    final Map<PayoutKey, PayoutFigures> payouts = new HashMap<>();
    final Map<MonthKey, Long> newCustomers = new HashMap<>();
    private final Map<AccountKey, Money> accounts = new HashMap<>();
    private final Map<LocalDate, Long> silent = new HashMap<>();

    public Map<AccountKey, Money> accounts() {
        return accounts;
    }

    /** The number of events that do not contain their amount, by day. */
    public Map<LocalDate, Long> silent() {
        return silent;
    }

    /** The figures that are compared with their sources. */
    public DailyFigures figures() {
        DailyFigures figures = new DailyFigures();
        purchases.forEach((key, value) -> {
            LocalDate day = Jakarta.dayOf(key.hour());
            figures.add(day, Figure.PURCHASES, value.purchases());
            figures.add(day, Figure.PURCHASE_AMOUNT, value.amount().decimal());
            figures.add(day, Figure.CASHBACK, value.cashback().decimal());
            figures.add(day, Figure.REWARD, value.reward().decimal());
        });
        payouts.forEach((key, value) -> figures.add(
                Jakarta.dayOf(key.hour()),
                key.outcome(),
                value.payouts(),
                value.amount().decimal(),
                value.fee().decimal()));
        return figures;
    }

    public void add(Event event, Instant at) {
        switch (event) {
            case PurchaseAccepted purchase -> purchase(purchase, at);
            case PurchaseRefunded refund -> refund(refund, at);
            case PayoutEvent payout -> payout(payout, at);
            default -> {}
        }
        if (event instanceof MoneyEvent money) {
            LocalDate day = Jakarta.dayOf(at);
            Optional<List<MoneyEvent.Posting>> postings = money.postings();
            postings.ifPresentOrElse(
                    known -> known.forEach(posting -> posting(posting, day)), () -> silent.merge(day, 1L, Long::sum));
        }
    }

    private void posting(MoneyEvent.Posting posting, LocalDate day) {
        accounts.merge(new AccountKey(day, posting.debit(), posting.kind()), posting.amount(), Money::plus);
        accounts.merge(
                new AccountKey(day, posting.credit(), posting.kind()),
                posting.amount().negated(),
                Money::plus);
    }

    private void purchase(PurchaseAccepted purchase, Instant at) {
        boolean isNew = purchase.tierBefore() == null;
        boolean isHeld = purchase.rule() != null && purchase.charged() == null;
        purchases.merge(
                new PurchaseKey(
                        hour(at),
                        purchase.partnerId(),
                        Objects.requireNonNullElse(purchase.rule(), 0L),
                        Objects.requireNonNullElse(purchase.ruleVersion(), 0),
                        purchase.wallet(),
                        purchase.tier()),
                new PurchaseFigures(
                        1,
                        purchase.quantity(),
                        purchase.amount(),
                        purchase.cashback(),
                        purchase.reward(),
                        isHeld ? purchase.payable() : Money.ZERO,
                        isNew ? 1 : 0),
                PurchaseFigures::plus);
        if (isNew) {
            newCustomers.merge(new MonthKey(Jakarta.dayOf(at).withDayOfMonth(1), purchase.partnerId()), 1L, Long::sum);
        }
    }

    /**
     * Adds a refund as a negative purchase in the hour of the refund. A partial refund reduces amounts, but not the
     * number of purchases or the quantity.
     */
    private void refund(PurchaseRefunded refund, Instant at) {
        purchases.merge(
                new PurchaseKey(
                        hour(at),
                        refund.partnerId(),
                        refund.rule(),
                        refund.ruleVersion(),
                        refund.wallet(),
                        refund.tier()),
                new PurchaseFigures(
                        refund.whole() ? -1 : 0,
                        refund.whole() ? -refund.quantity() : 0,
                        refund.amount().negated(),
                        refund.cashback().negated(),
                        refund.reward().negated(),
                        Money.ZERO,
                        0),
                PurchaseFigures::plus);
    }

    private void payout(PayoutEvent event, Instant at) {
        switch (event) {
            case PayoutEvent.Paid paid ->
                add(
                        paid,
                        PayoutOutcome.PAID,
                        new PayoutFigures(1, paid.amount(), paid.fee(), paid.savedOnDirect(), paid.savedOnNext()),
                        at);
            case PayoutEvent.PaidTwice paid ->
                add(paid, PayoutOutcome.PAID_TWICE, PayoutFigures.one(paid.amount(), paid.fee()), at);
            case PayoutEvent.Reversed back ->
                add(back, PayoutOutcome.REVERSED, back.amount().negated(), at);
            case PayoutEvent.Failed failed -> add(failed, PayoutOutcome.FAILED, failed.amount(), at);
            case PayoutEvent.Unknown unknown -> add(unknown, PayoutOutcome.UNKNOWN, unknown.amount(), at);
            case PayoutEvent.Contradicted other -> add(other, PayoutOutcome.CONTRADICTED, other.amount(), at);
            case PayoutEvent.Attention stuck -> add(stuck, PayoutOutcome.ATTENTION, stuck.amount(), at);
            case PayoutEvent.Retried again -> add(again, PayoutOutcome.RETRIED, again.amount(), at);
            case PayoutEvent.Rounded rounded ->
                add(rounded, PayoutOutcome.ROUNDED, Objects.requireNonNullElse(rounded.added(), Money.ZERO), at);
            case PayoutEvent.Cancelled cancelled ->
                add(cancelled, PayoutOutcome.CANCELLED, cancelled.amount().negated(), at);
            case PayoutEvent.Funded funded -> add(funded, PayoutOutcome.FUNDED, funded.amount(), at);
            case PayoutEvent.Reduced reduced ->
                add(reduced, PayoutOutcome.REDUCED, reduced.amount().negated(), at);
            case PayoutEvent.ClawedBack back ->
                add(back, PayoutOutcome.CLAWED_BACK, back.amount().negated(), at);
            case PayoutEvent.Netted netted ->
                add(netted, PayoutOutcome.NETTED, netted.amount().negated(), at);
            case PayoutEvent.RefundWrittenOff lost ->
                add(lost, PayoutOutcome.WRITTEN_OFF, lost.amount().negated(), at);
            case PayoutEvent.RefundAbsorbed kept -> add(kept, PayoutOutcome.ABSORBED, kept.amount(), at);
            case PayoutEvent.Collected small -> add(small, PayoutOutcome.COLLECTED, small.amount(), at);
            case PayoutEvent.Split part -> add(part, PayoutOutcome.SPLIT, part.amount(), at);
        }
    }

    private void add(PayoutEvent event, PayoutOutcome outcome, Money amount, Instant at) {
        add(event, outcome, PayoutFigures.one(amount, Money.ZERO), at);
    }

    private void add(PayoutEvent event, PayoutOutcome outcome, PayoutFigures figures, Instant at) {
        payouts.merge(
                new PayoutKey(hour(at), event.partnerId(), provider(event), event.wallet(), outcome),
                figures,
                PayoutFigures::plus);
    }

    private static String provider(PayoutEvent event) {
        return switch (event) {
            case PayoutEvent.OfAttempt attempt -> attempt.provider();
            case PayoutEvent.Attention attention -> Objects.requireNonNullElse(attention.provider(), "");
            default -> "";
        };
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }
}
