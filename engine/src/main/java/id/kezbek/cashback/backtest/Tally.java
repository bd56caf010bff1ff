package id.kezbek.cashback.backtest;

import id.kezbek.cashback.backtest.BacktestResult.Customers;
import id.kezbek.cashback.backtest.BacktestResult.Day;
import id.kezbek.cashback.backtest.BacktestResult.OfCustomer;
import id.kezbek.cashback.backtest.BacktestResult.OfPartner;
import id.kezbek.cashback.backtest.PastPurchases.Past;
import id.kezbek.cashback.rules.RuleSimulation.Simulated;
import id.kezbek.shared.Jakarta;
import id.kezbek.shared.Money;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Adds up the decisions of a backtest. */
final class Tally {

    /** The maximum number of customers with a difference; these customers need about 70 MB of memory. */
    static final int CUSTOMERS_MAX = 500_000;

    private static final int PARTNERS_SHOWN = 100;
    private static final int CUSTOMERS_SHOWN = 5;

    /** @param number the digit 1 and then the digits of the phone number, so that leading zeros are not lost */
    private record Customer(long partner, long number) {

        static Customer of(Past past) {
            return new Customer(
                    past.purchase().partner().value(),
                    Long.parseLong("1" + past.purchase().msisdn().digits()));
        }
    }

    private static class Sums {

        private long purchases;
        private Money gave = Money.ZERO;
        private Money wouldGive = Money.ZERO;

        void add(Money cashback, Money simulated) {
            purchases++;
            gave = gave.plus(cashback);
            wouldGive = wouldGive.plus(simulated);
        }

        Money difference() {
            return wouldGive.minus(gave);
        }

        BacktestResult.Sums shown() {
            return new BacktestResult.Sums(purchases, gave.decimal(), wouldGive.decimal());
        }
    }

    private static final class OfOne extends Sums {

        private UUID last;

        private OfOne(UUID last) {
            this.last = last;
        }
    }

    private final Sums all = new Sums();
    private final Map<LocalDate, Sums> days = new TreeMap<>();
    private final Map<Long, Sums> partners = new HashMap<>();
    private final Map<Customer, OfOne> customers = new HashMap<>();
    private long changed;
    private long uncovered;
    private boolean isWhole = true;

    void add(Past past, Simulated simulated) {
        Money cashback = past.decided().cashback();
        all.add(cashback, simulated.cashback());
        days.computeIfAbsent(Jakarta.dayOf(past.at()), day -> new Sums()).add(cashback, simulated.cashback());
        partners.computeIfAbsent(past.purchase().partner().value(), partner -> new Sums())
                .add(cashback, simulated.cashback());
        if (!simulated.isCovered()) {
            uncovered++;
        }
        if (!simulated.cashback().equals(cashback)) {
            changed++;
            customer(past, simulated);
        }
    }

    private void customer(Past past, Simulated simulated) {
        Customer customer = Customer.of(past);
        OfOne sums = customers.get(customer);
        if (sums == null) {
            if (customers.size() == CUSTOMERS_MAX) {
                isWhole = false;
                return;
            }
            sums = new OfOne(past.id());
            customers.put(customer, sums);
        }
        sums.add(past.decided().cashback(), simulated.cashback());
        sums.last = past.id();
    }

    /** Records that the result is incomplete, because some purchases of a day were not read. */
    void isCut() {
        isWhole = false;
    }

    long purchases() {
        return all.purchases;
    }

    BacktestResult result() {
        return new BacktestResult(
                all.shown(),
                changed,
                uncovered,
                days.entrySet().stream()
                        .map(day -> new Day(day.getKey(), day.getValue().shown()))
                        .toList(),
                partners.entrySet().stream()
                        .sorted(Comparator.<Map.Entry<Long, Sums>>comparingLong(one ->
                                        -Math.abs(one.getValue().difference().hundredths()))
                                .thenComparing(Map.Entry::getKey))
                        .limit(PARTNERS_SHOWN)
                        .map(one -> new OfPartner(one.getKey(), one.getValue().shown()))
                        .toList(),
                customers(),
                isWhole);
    }

    private Customers customers() {
        Money gains = Money.ZERO;
        Money losses = Money.ZERO;
        long winning = 0;
        long losing = 0;
        for (OfOne one : customers.values()) {
            Money difference = one.difference();
            if (difference.isPositive()) {
                winning++;
                gains = gains.plus(difference);
            } else if (difference.below(Money.ZERO)) {
                losing++;
                losses = losses.minus(difference);
            }
        }
        return new Customers(winning, losing, gains.decimal(), losses.decimal(), most(1), most(-1));
    }

    /** @param sign 1 for gains, -1 for losses */
    private List<OfCustomer> most(int sign) {
        return customers.entrySet().stream()
                .filter(one -> sign * one.getValue().difference().hundredths() > 0)
                .sorted(Comparator.<Map.Entry<Customer, OfOne>>comparingLong(
                                one -> -sign * one.getValue().difference().hundredths())
                        .thenComparing(one -> one.getValue().last))
                .limit(CUSTOMERS_SHOWN)
                .map(one -> new OfCustomer(
                        one.getKey().partner(),
                        one.getValue().last,
                        one.getValue().shown()))
                .toList();
    }
}
