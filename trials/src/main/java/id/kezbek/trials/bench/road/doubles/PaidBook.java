package id.kezbek.trials.bench.road.doubles;

import id.kezbek.trials.bench.Moments;
import id.kezbek.trials.bench.road.Counts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the doubles were given. Written by their one thread, read by the thread that answers the bench. */
final class PaidBook {

    /** Numbers of customers whose payouts are timed begin so (docs/bench.md). */
    static final String TIMED = "62813";

    private static final int NUMBER_LENGTH = TIMED.length() + 8;

    /** Nobody asks for orders of long ago, and a backlog of millions must not fill the memory. */
    private static final int ORDERS_MAX = 500_000;

    private final Set<String> orders = new HashSet<>();
    private final Map<String, Long> seen = new HashMap<>();
    private long paid;
    private long twice;
    private long mails;
    private long notUnderstood;

    /**
     * An order that is paid.
     *
     * @param reference the engine's own, the same when it asks again
     * @param body in which the customer's number stands somewhere
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

    /** When each timed customer's payout was first seen; forgotten then. */
    synchronized Moments takeSeen() {
        Moments moments = new Moments(seen);
        seen.clear();
        return moments;
    }
}
