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
 * Draws the faults of each order at one provider. The values depend on the seed, the customer, the wallet, the amount,
 * and the number of equal orders since the faults were set. They do not depend on the order of arrival. So concurrent
 * callers do not change each other's faults, and a repeated run gets the same faults. The values do not depend on the
 * reference, because callers create new references in every run. Every order draws the same number of values, even if
 * some values are not needed. Inquiries draw their latency from a separate generator.
 */
public final class Misbehaviour {

    /**
     * The fault of one order. {@code AFTER} means that the fault occurs after the provider has carried out the order.
     */
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
     * The planned callbacks of one order.
     *
     * @param lied whether the provider also sends a false callback, as an attacker with the stolen secret could do
     */
    public record CallbackPlan(boolean sent, boolean doubled, boolean outOfOrder, boolean lied) {}

    /** The drawn faults of one order. */
    public record Fate(Mishap mishap, Intent intent, long delayMillis, CallbackPlan callback) {}

    /**
     * The maximum number of different orders whose repetitions are counted. When this number is reached, all counts are
     * deleted.
     */
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

    /**
     * The name for the draws contains the provider. So an order that one provider refuses gets other values at the next
     * provider.
     */
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

    /** Converts to at least one millisecond, because zero means "never" in the book. */
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
