package id.kezbek.sandbox.providers.faults;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.Intent;
import id.kezbek.sandbox.providers.book.Order;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws what goes wrong with each order of one provider. The seed and what is ordered decide (customer, wallet, amount,
 * and how often just that was ordered since the faults were set), not who came first: concurrent callers change
 * nobody's fate, and a run that is repeated meets the same faults. The order's reference would not do, because callers
 * make new ones in every run. Every order draws the same number of values, whichever of them it needs, and inquiries
 * draw their latency from a generator of their own.
 */
public final class Misbehaviour {

    /** What goes wrong with one order on the wire; {@code AFTER} means that it was carried out first. */
    public enum Mishap {
        NONE,
        REFUSE,
        ERROR_BEFORE,
        ERROR_AFTER,
        TIMEOUT_BEFORE,
        TIMEOUT_AFTER,
        RESET_AFTER,
        GARBLED,
        LATE_SUCCESS
    }

    /**
     * How an order's end is called back.
     *
     * @param lied whether a callback that is not true is sent too, as somebody who stole the secret would
     */
    public record CallbackPlan(boolean sent, boolean doubled, boolean outOfOrder, boolean lied) {}

    /** The fate of one order. */
    public record Fate(Mishap mishap, Intent intent, long delayMillis, CallbackPlan callback) {}

    /** When so many different orders are remembered, they are forgotten, and their fates begin anew. */
    private static final int MAX_REMEMBERED = 1_000_000;

    private final Provider provider;
    private final Faults faults;
    private final Map<String, Integer> orderedBefore = new HashMap<>();
    private final RandomGenerator questions;

    public Misbehaviour(Provider provider, Faults faults) {
        this.provider = provider;
        this.faults = faults;
        this.questions = new SplittableRandom(~faults.seed());
    }

    public Faults faults() {
        return faults;
    }

    public Fate ofOrder(Order order) {
        RandomGenerator orders = Draws.of(faults.seed(), name(order));
        long delayMillis = delayMillis(orders);
        Mishap mishap = mishap(orders.nextDouble());
        boolean unseen = orders.nextBoolean();
        boolean reversed = orders.nextDouble() < faults.reverse();
        CallbackPlan callback = new CallbackPlan(
                isCallback(orders),
                isCallback(orders),
                isCallback(orders),
                orders.nextDouble() < faults.falseCallback());
        return new Fate(mishap, intent(mishap, unseen, reversed), delayMillis, callback);
    }

    /** The provider belongs to it: an order that one refuses must not meet the same draw at the next. */
    private synchronized String name(Order order) {
        String ordered = provider + " " + order.wallet() + " " + order.msisdn() + " " + order.amount();
        if (orderedBefore.size() == MAX_REMEMBERED) {
            orderedBefore.clear();
        }
        return ordered + " " + orderedBefore.merge(ordered, 1, Integer::sum);
    }

    public synchronized long delayOfNextQuestionMillis() {
        return delayMillis(questions);
    }

    private boolean isCallback(RandomGenerator orders) {
        return orders.nextDouble() < faults.callback();
    }

    private long delayMillis(RandomGenerator generator) {
        int jitterMillis = generator.nextInt(-faults.jitterMillis(), faults.jitterMillis() + 1);
        return Math.max(0, faults.latencyMillis() + jitterMillis);
    }

    private Intent intent(Mishap mishap, boolean unseen, boolean reversed) {
        long reverseAfterMillis = reversed ? atLeastOneMilli(faults.reverseAfterSeconds()) : 0;
        return switch (mishap) {
            case REFUSE -> new Intent.Decline();
            case LATE_SUCCESS ->
                new Intent.PayLater(atLeastOneMilli(faults.lateAfterSeconds()), unseen, reverseAfterMillis);
            case NONE, ERROR_BEFORE, ERROR_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, RESET_AFTER, GARBLED ->
                new Intent.PayNow(reverseAfterMillis);
        };
    }

    /** Zero would read as never in the book. */
    private static long atLeastOneMilli(int seconds) {
        return Math.max(1, Duration.ofSeconds(seconds).toMillis());
    }

    private Mishap mishap(double draw) {
        double reached = 0;
        for (Mishap mishap : Mishap.values()) {
            reached += share(mishap);
            if (draw < reached) {
                return mishap;
            }
        }
        return Mishap.NONE;
    }

    private double share(Mishap mishap) {
        return switch (mishap) {
            case NONE -> 0;
            case REFUSE -> faults.refuse();
            case ERROR_BEFORE -> faults.errorBefore();
            case ERROR_AFTER -> faults.errorAfter();
            case TIMEOUT_BEFORE -> faults.timeoutBefore();
            case TIMEOUT_AFTER -> faults.timeoutAfter();
            case RESET_AFTER -> faults.resetAfter();
            case GARBLED -> faults.garbled();
            case LATE_SUCCESS -> faults.lateSuccess();
        };
    }
}
