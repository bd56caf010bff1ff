package id.kezbek.payouts.model;

import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the rules say that customers have earned, after purchases and refunds. It shares nothing with the engine. */
final class RefundBooks {

    static final String PERCENT = "10";
    static final long CUSTOMER_CAP = 12_000;
    static final long BUDGET = 17_000;

    /** The tiers of these sequences: the name, the last count, and the count with a reward. */
    record Rung(String tier, int last, int rewarded, long reward) {}

    static final List<Rung> LADDER =
            List.of(new Rung("BRONZE", 3, 2, 500), new Rung("SILVER", 4, 3, 900), new Rung("GOLD", 5, 5, 1_300));

    /** A purchase of the model. */
    static final class Bought {

        private final Msisdn customer;
        private final UUID id;
        private final Money amount;
        private Money left;
        private Money cashback;
        /** The cashback that counts for the customer's cap and the budget. */
        private Money counted;

        private Money reward;

        private Bought(Msisdn customer, UUID id, Money amount, Money cashback, Money reward) {
            this.customer = customer;
            this.id = id;
            this.amount = amount;
            this.left = amount;
            this.cashback = cashback;
            this.counted = cashback;
            this.reward = reward;
        }

        UUID id() {
            return id;
        }

        Money left() {
            return left;
        }

        Money cashback() {
            return cashback;
        }

        private Money earned() {
            return cashback.plus(reward);
        }

        @Override
        public String toString() {
            return "Bought[" + amount + ", left " + left + ", cashback " + cashback + ", reward " + reward + "]";
        }
    }

    /** What a customer has lost, because people cancelled a payout. Refunds of its purchases take back this amount first. */
    private static final class Cancelled {

        private final Msisdn customer;
        private final Set<UUID> purchases;
        private Money lost;

        private Cancelled(Msisdn customer, Set<UUID> purchases, Money lost) {
            this.customer = customer;
            this.purchases = purchases;
            this.lost = lost;
        }

        /** Returns the rest of the amount. */
        private Money takeBack(Money amount) {
            Money part = amount.min(lost);
            lost = lost.minus(part);
            return amount.minus(part);
        }
    }

    private final Money deposit;
    private final List<Bought> purchases = new ArrayList<>();
    private final Map<Msisdn, Money> writtenOff = new HashMap<>();
    private final List<Cancelled> cancelled = new ArrayList<>();

    RefundBooks(Money deposit) {
        this.deposit = deposit;
    }

    Money deposit() {
        return deposit;
    }

    /** @param reward as the engine gave it; another test holds rewards against the tiers */
    Bought buy(Msisdn customer, UUID id, Money amount, Money reward) {
        Money ofRule = percentOf(amount);
        Money ofCap = Money.rupiah(CUSTOMER_CAP).minus(counted(one -> one.customer.equals(customer)));
        Money ofBudget = Money.rupiah(BUDGET).minus(counted(one -> true));
        Bought bought = new Bought(customer, id, amount, ofRule.min(ofCap).min(ofBudget), reward);
        purchases.add(bought);
        return bought;
    }

    /**
     * @param part null for all that is left
     * @param isTakenBack whether limits get the cashback back
     */
    void refund(Bought bought, @Nullable Money part, boolean isTakenBack) {
        Money before = bought.cashback;
        Money earned = bought.earned();
        bought.left = part == null ? Money.ZERO : bought.left.minus(part);
        bought.cashback = bought.left.isPositive() ? bought.cashback.min(percentOf(bought.left)) : Money.ZERO;
        bought.reward = bought.left.isPositive() ? bought.reward : Money.ZERO;
        if (isTakenBack) {
            bought.counted = bought.counted.minus(before.minus(bought.cashback));
        }
        Money takenBack = earned.minus(bought.earned());
        for (Cancelled payout : cancelled) {
            if (payout.purchases.contains(bought.id)) {
                takenBack = payout.takeBack(takenBack);
            }
        }
    }

    /** @param amount what people gave up; negative if a cancellation undoes it */
    void writeOff(Msisdn customer, Money amount) {
        writtenOff.merge(customer, amount, Money::plus);
    }

    Money writtenOff(Msisdn customer) {
        return writtenOff.getOrDefault(customer, Money.ZERO);
    }

    /**
     * @param purchases those that the payout paid
     * @param lost what the customer would have got
     * @param waiting what refunds wait to take from the payout
     */
    void cancel(Msisdn customer, Set<UUID> purchases, Money lost, Money waiting) {
        Cancelled payout = new Cancelled(customer, purchases, lost);
        payout.takeBack(waiting);
        cancelled.add(payout);
    }

    /** What a customer has earned and does not get. */
    Money lost(Msisdn customer) {
        return cancelled.stream()
                .filter(payout -> payout.customer.equals(customer))
                .map(payout -> payout.lost)
                .reduce(Money.ZERO, Money::plus);
    }

    static Money part(Money left, int percent) {
        return Money.rupiah(left.decimal()
                .multiply(BigDecimal.valueOf(percent))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.UP));
    }

    List<Bought> notRefunded() {
        return purchases.stream().filter(one -> one.left.isPositive()).toList();
    }

    int standing() {
        return notRefunded().size();
    }

    Money earned() {
        return purchases.stream().map(Bought::earned).reduce(Money.ZERO, Money::plus);
    }

    Money earned(Msisdn customer) {
        return purchases.stream()
                .filter(one -> one.customer.equals(customer))
                .map(Bought::earned)
                .reduce(Money.ZERO, Money::plus);
    }

    Money cashback() {
        return purchases.stream().map(Bought::cashback).reduce(Money.ZERO, Money::plus);
    }

    private Money counted(Predicate<Bought> those) {
        return purchases.stream().filter(those).map(bought -> bought.counted).reduce(Money.ZERO, Money::plus);
    }

    /** What the budget has given. */
    Money counted() {
        return counted(one -> true);
    }

    /** The tier and the count of a customer with as many purchases as stand. */
    String standingOf(Msisdn customer) {
        long count = notRefunded().stream()
                .filter(one -> one.customer.equals(customer))
                .count();
        if (count == 0) {
            return "none";
        }
        int rung = 0;
        int recurring = 1;
        for (int n = 2; n <= count; n++) {
            recurring++;
            if (recurring == LADDER.get(rung).last()) {
                rung = Math.min(rung + 1, LADDER.size() - 1);
                recurring = 1;
            }
        }
        return LADDER.get(rung).tier() + " " + recurring;
    }

    private static Money percentOf(Money amount) {
        return Money.rupiah(amount.decimal()
                .multiply(new BigDecimal(PERCENT))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.DOWN));
    }
}
