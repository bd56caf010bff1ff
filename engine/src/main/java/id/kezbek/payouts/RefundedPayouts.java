package id.kezbek.payouts;

import id.kezbek.ledger.Account;
import id.kezbek.ledger.AccountKind;
import id.kezbek.ledger.Ledger;
import id.kezbek.partners.Partner;
import id.kezbek.partners.RefundTerms;
import id.kezbek.payouts.refund.PayoutRefunds;
import id.kezbek.payouts.refund.TakeBack;
import id.kezbek.shared.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Takes back cashback and rewards of refunded purchases. */
@Component
public class RefundedPayouts {

    /**
     * An order to take back cashback and reward.
     *
     * @param refund the id of the refund
     * @param purchase the refunded purchase
     * @param amount the cashback and reward to take back
     */
    public record Order(UUID refund, UUID purchase, Money amount, Instant at) {}

    /**
     * How much of a refund's cashback the engine has taken back so far.
     *
     * @param owed the amount that the customer had received before the refund
     * @param open the part of {@code owed} that is not yet deducted from later payouts
     */
    public record Seen(RefundState state, Money owed, Money open) {

        /** The result for a refund that takes back no money. */
        public static final Seen NOTHING = new Seen(RefundState.RETURNED, Money.ZERO, Money.ZERO);

        /** The parts of a refund may have different states. The refund gets the state that comes first in this list. */
        private static final List<RefundState> BY_WEIGHT = List.of(
                RefundState.WAITING,
                RefundState.OWED,
                RefundState.WRITTEN_OFF,
                RefundState.ABSORBED_BY_OPERATOR,
                RefundState.ABSORBED_BY_PARTNER,
                RefundState.NETTED,
                RefundState.RETURNED);

        /** The combined result of this part and another part of the same refund. */
        public Seen and(Seen other) {
            boolean isThis = BY_WEIGHT.indexOf(state) <= BY_WEIGHT.indexOf(other.state);
            return new Seen(isThis ? state : other.state, owed.plus(other.owed), open.plus(other.open));
        }
    }

    private final TakeBack takeBack;
    private final PayoutRefunds refunds;
    private final Ledger ledger;

    RefundedPayouts(TakeBack takeBack, PayoutRefunds refunds, Ledger ledger) {
        this.takeBack = takeBack;
        this.refunds = refunds;
        this.ledger = ledger;
    }

    /** Opens the ledger accounts that a refund of this partner needs. Call this method before the transaction. */
    public void open(Partner partner) {
        ledger.open(
                Account.own(AccountKind.CUSTOMER_PAYABLE),
                Account.ofPartner(AccountKind.CLAWBACK, partner.code()),
                Account.own(AccountKind.WRITE_OFF),
                TakeBack.fundingOf(partner));
    }

    /**
     * Takes back the cashback in the caller's transaction, which must hold the partner's funding slots. Money that was
     * not sent returns to the partner at once. For money that the customer already has, the partner's refund terms
     * decide who bears it. If a payout is IN_FLIGHT, a job takes back its amount later.
     */
    public void take(Partner partner, Order order) {
        if (order.amount().isPositive()) {
            takeBack.order(partner, order);
        }
    }

    /**
     * Decides who bears the money that the customer already has. The decision depends on the partner's refund terms,
     * with their limit for all refunds of a purchase. The caller's transaction must hold the partner's funding slots.
     */
    public RefundTerms.Setting settingFor(Partner partner, Order order) {
        return takeBack.settingFor(partner, order);
    }

    /** The state of each of these refunds. Refunds that take back no money are not in the result. */
    public Map<UUID, Seen> of(Collection<UUID> ids) {
        return refunds.of(ids);
    }
}
