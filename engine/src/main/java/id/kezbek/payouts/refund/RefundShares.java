package id.kezbek.payouts.refund;

import id.kezbek.payouts.PayoutState;
import id.kezbek.payouts.records.Payouts;
import id.kezbek.shared.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Divides a refund among the payouts of its purchase, so that as little money as possible must be recovered from the
 * customer. First come amounts that the partner already has, then amounts that were not sent, then amounts that the
 * customer has, and last amounts that may still be paid. Within each of these steps, the newest payout comes first.
 */
final class RefundShares {

    /**
     * A payout of the refunded purchase.
     *
     * @param left the amount that the payout still pays for the purchase after earlier refunds
     * @param mayPay whether an attempt of the payout may still be paid
     * @param returned the amount of a cancelled payout that the partner has got back and that no refund includes yet
     */
    record Paying(Payouts.Owed payout, Money left, boolean mayPay, Money returned) {

        private boolean isUnsent() {
            return !mayPay
                    && switch (payout.state()) {
                        case HELD, PENDING, ATTENTION -> true;
                        case IN_FLIGHT, PAID, CANCELLED -> false;
                    };
        }

        private boolean isUntried() {
            return isUnsent() && payout.attempts() == 0;
        }

        private boolean isCancelled() {
            return payout.state() == PayoutState.CANCELLED;
        }

        private Money returnedAlready() {
            return isCancelled() ? left.min(returned) : Money.ZERO;
        }

        private Money reducible() {
            return isUntried() ? left.min(payout.amount()) : Money.ZERO;
        }

        /** A payout that was already tried keeps its amount, but the whole payout can be cancelled. */
        private Money cancellable(Money wanted) {
            boolean isAll = isUnsent() && left.atLeast(payout.amount()) && wanted.atLeast(payout.amount());
            return isAll ? payout.amount() : Money.ZERO;
        }

        private Money decided() {
            return isUntried() || isCancelled() || payout.state() == PayoutState.PAID ? left : Money.ZERO;
        }
    }

    record Share(Payouts.Owed payout, Money amount) {}

    private final Map<UUID, Money> taken = new HashMap<>();
    private Money wanted;

    private RefundShares(Money wanted) {
        this.wanted = wanted;
    }

    /** @param payouts the oldest first */
    static List<Share> of(Money amount, List<Paying> payouts) {
        if (payouts.size() == 1) {
            return List.of(new Share(payouts.getFirst().payout(), amount));
        }
        RefundShares shares = new RefundShares(amount);
        List<Paying> newestFirst = payouts.reversed();
        shares.take(newestFirst, Paying::returnedAlready);
        shares.take(newestFirst, Paying::reducible);
        shares.take(newestFirst, payout -> payout.cancellable(shares.wanted));
        shares.take(newestFirst, Paying::decided);
        shares.take(newestFirst, Paying::left);
        if (shares.wanted.isPositive()) {
            throw new IllegalStateException("A refund takes back more than the payouts of its purchase pay");
        }
        List<Share> parts = new ArrayList<>();
        for (Paying one : newestFirst) {
            Money part = shares.takenOf(one);
            if (part.isPositive()) {
                parts.add(new Share(one.payout(), part));
            }
        }
        return parts;
    }

    /** @param most the total amount that may be taken from a payout up to this step */
    private void take(List<Paying> payouts, Function<Paying, Money> most) {
        for (Paying one : payouts) {
            Money part = most.apply(one).minus(takenOf(one)).min(wanted);
            if (part.isPositive()) {
                taken.merge(one.payout().id(), part, Money::plus);
                wanted = wanted.minus(part);
            }
        }
    }

    private Money takenOf(Paying one) {
        return taken.getOrDefault(one.payout().id(), Money.ZERO);
    }
}
