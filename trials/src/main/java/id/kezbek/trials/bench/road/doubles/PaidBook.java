package id.kezbek.trials.bench.road.doubles;

import id.kezbek.trials.bench.Moments;
import id.kezbek.trials.bench.road.Counts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The orders that the doubles received. The thread of the doubles writes these orders, and the thread that responds to
 * the benchmark reads them.
 */
final class PaidBook {

    /** The prefix of the phone numbers of customers with timed payouts (docs/bench.md). */
    static final String TIMED = "62813";

    private static final int NUMBER_LENGTH = TIMED.length() + 8;

    /**
     * The maximum number of stored orders. Older orders are dropped, because there are no inquiries about old orders,
     * and millions of orders would fill the memory.
     */
    private static final int ORDERS_MAX = 500_000;

    private final Set<String> orders = new HashSet<>();
    private final Map<String, Long> seen = new HashMap<>();
    private long paid;
    private long twice;
    private long mails;
    private long notUnderstood;

    /**
     * Records a paid order.
     *
     * @param reference the engine's reference; a repeated order has the same reference
     * @param body contains the customer's phone number
     */
    synchronized void order(String reference, String body) {
        if (orders.size() == ORDERS_MAX) {
            orders.clear();
        }
        if (!orders.add(reference)) {
            twice++;
            return;
        }
        paid++;
        int at = body.indexOf(TIMED);
        if (at >= 0 && at + NUMBER_LENGTH <= body.length()) {
            seen.putIfAbsent(body.substring(at, at + NUMBER_LENGTH), Moments.now());
        }
    }

    synchronized boolean has(String reference) {
        return orders.contains(reference);
    }

    synchronized void mail() {
        mails++;
    }

    synchronized void notUnderstood() {
        notUnderstood++;
    }

    synchronized Counts counts() {
        return new Counts(paid, mails, twice, notUnderstood);
    }

    /** The times at which the payouts of timed customers arrived. The returned times are removed. */
    synchronized Moments takeSeen() {
        Moments moments = new Moments(seen);
        seen.clear();
        return moments;
    }
}
