package id.kezbek.payouts.refund;

import id.kezbek.facts.Fact;
import id.kezbek.facts.Facts;
import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.ledger.Movement;
import id.kezbek.ledger.MovementKind;
import id.kezbek.partners.Partner;
import id.kezbek.payouts.PayoutEvent;
import id.kezbek.payouts.RefundState;
import id.kezbek.payouts.reading.PayoutItems;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.payouts.refund.PayoutRefunds.Claimed;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.sql.Pipeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Undoes the refunds of a payout when the payout is cancelled. The payout was paid, its purchase was refunded, and then
 * the provider took the payment back. So the customer does not have the money and no longer owes this amount. Kezbek or
 * the partner no longer bears the amount.
 */
@Component
public class UndoRefunds {

    /** The part of a refund that is undone. */
    private record Part(Claimed refund, Money amount) {

        Claimed left() {
            return refund.without(amount);
        }

        boolean wasAbsorbed() {
            return refund.state() == RefundState.ABSORBED_BY_PARTNER
                    || refund.state() == RefundState.ABSORBED_BY_OPERATOR;
        }

        /** The account to which the refund was booked. */
        Account against(Partner partner) {
            return refund.state() == RefundState.OWED
                    ? Account.ofPartner(AccountKind.CLAWBACK, partner.code())
                    : Account.own(AccountKind.WRITE_OFF);
        }
    }

    private final PayoutRefunds refunds;
    private final Payouts payouts;
    private final PayoutItems items;
    private final Ledger ledger;
    private final Facts facts;
    private final Ids ids;
    private final JdbcTemplate jdbc;

    UndoRefunds(
            PayoutRefunds refunds,
            Payouts payouts,
            PayoutItems items,
            Ledger ledger,
            Facts facts,
            Ids ids,
            JdbcTemplate jdbc) {
        this.refunds = refunds;
        this.payouts = payouts;
        this.items = items;
        this.ledger = ledger;
        this.facts = facts;
        this.ids = ids;
        this.jdbc = jdbc;
    }

    /** @throws Refusal STATE_CONFLICT if it is not known how much of a refund was written off */
    public void check(UUID payout) {
        requireAmounts(refunds.claimedOf(payout, false));
    }

    private static void requireAmounts(List<Claimed> claimed) {
        if (claimed.stream().anyMatch(Claimed::lacksWrittenOff)) {
            throw new Refusal(
                    ErrorCode.STATE_CONFLICT,
                    "an earlier version of the engine wrote off a refund of this payout and did not record the amount;"
                            + " retry the payout");
        }
    }

    /**
     * Undoes the refunds of a locked payout, in the caller's transaction.
     *
     * @throws Refusal as {@link #check}
     * @return the payout's amount without the part that the partner has already got back
     */
    public Money undo(Partner partner, Payouts.Owed owed, Instant now) {
        List<Claimed> claimed = refunds.claimedOf(owed.id(), true);
        requireAmounts(claimed);
        List<Part> returned = parts(
                claimed.stream()
                        .filter(refund -> refund.state() != RefundState.ABSORBED_BY_PARTNER)
                        .toList(),
                owed.amount());
        Money left = owed.amount().minus(returned.stream().map(Part::amount).reduce(Money.ZERO, Money::plus));
        // The partner has not got these amounts back yet. The cancellation of the payout returns these amounts.
        List<Part> ofPartner = parts(
                claimed.stream()
                        .filter(refund -> refund.state() == RefundState.ABSORBED_BY_PARTNER)
                        .toList(),
                left);
        refunds.undo(returned.stream().map(Part::left).toList(), now);
        refunds.undo(ofPartner.stream().map(Part::left).toList(), now);
        if (!returned.isEmpty()) {
            write(partner, owed, returned, left, now);
        }
        tellNotAbsorbed(partner, owed, Stream.concat(returned.stream(), ofPartner.stream()), now);
        return left;
    }

    /** The parts of refunds to undo, with the oldest refund first, up to the amount {@code most}. */
    private static List<Part> parts(List<Claimed> refunds, Money most) {
        List<Part> parts = new ArrayList<>();
        Money left = most;
        for (Claimed refund : refunds) {
            Money amount = refund.undoable().min(left);
            if (amount.isPositive()) {
                parts.add(new Part(refund, amount));
                left = left.minus(amount);
            }
        }
        return parts;
    }

    /**
     * The customer does not keep these amounts. The event moves no money. Reports use this event to correct the event
     * of the refund.
     */
    private void tellNotAbsorbed(Partner partner, Payouts.Owed owed, Stream<Part> parts, Instant now) {
        Pipeline writing = new Pipeline();
        facts.append(
                writing,
                parts.filter(Part::wasAbsorbed)
                        .map(part -> Fact.of(
                                new PayoutEvent.RefundAbsorbed(
                                        owed.partner(),
                                        partner.code(),
                                        owed.wallet(),
                                        part.amount().negated(),
                                        null),
                                owed.id(),
                                now))
                        .toList());
        writing.run(jdbc);
    }

    private void write(Partner partner, Payouts.Owed owed, List<Part> parts, Money left, Instant now) {
        payouts.setAmount(owed, left);
        parts.forEach(part -> items.addRefund(owed.id(), part.refund().purchase(), part.amount()));
        Pipeline writing = new Pipeline();
        ledger.post(
                writing,
                parts.stream()
                        .map(part -> new Movement(
                                ids.next(),
                                MovementKind.NETTING,
                                owed.id(),
                                Account.own(AccountKind.CUSTOMER_PAYABLE),
                                part.against(partner),
                                part.amount(),
                                now))
                        .toList());
        facts.append(
                writing,
                parts.stream()
                        .map(part -> Fact.of(
                                new PayoutEvent.Netted(
                                        owed.partner(),
                                        partner.code(),
                                        owed.wallet(),
                                        part.amount(),
                                        part.against(partner).kind()),
                                owed.id(),
                                now))
                        .toList());
        writing.run(jdbc);
    }
}
