package id.kezbek.cashback.backtest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * The result of a backtest. The result contains no phone numbers. The id of a purchase represents the customer, so that
 * an erasure of the customer also affects old results.
 *
 * @param changed the number of purchases that would have got another cashback
 * @param uncovered the number of purchases that the engine would have refused, because no rule covers them
 * @param partners the partners with the largest differences first
 * @param whole false if there were more purchases or customers than the maximum
 */
public record BacktestResult(
        Sums all,
        long changed,
        long uncovered,
        List<Day> days,
        List<OfPartner> partners,
        Customers customers,
        boolean whole) {

    /**
     * @param gave the recorded cashback
     * @param wouldGive the simulated cashback
     */
    public record Sums(long purchases, BigDecimal gave, BigDecimal wouldGive) {}

    /** A day in Jakarta. */
    public record Day(LocalDate day, Sums sums) {}

    public record OfPartner(long partner, Sums sums) {}

    /**
     * The customers whose total cashback would have been different.
     *
     * @param winning the number of customers who would have got more cashback
     * @param gains the sum of these customers' differences
     * @param mostGained the customers with the largest differences first
     */
    public record Customers(
            long winning,
            long losing,
            BigDecimal gains,
            BigDecimal losses,
            List<OfCustomer> mostGained,
            List<OfCustomer> mostLost) {}

    /**
     * A customer.
     *
     * @param purchase the last changed purchase
     * @param sums the sums of the changed purchases only
     */
    public record OfCustomer(long partner, UUID purchase, Sums sums) {}
}
