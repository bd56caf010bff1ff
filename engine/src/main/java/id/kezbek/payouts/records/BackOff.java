package id.kezbek.payouts.records;

import id.kezbek.payouts.PayoutSettings;
import java.time.Duration;
import java.time.Instant;

/** The wait before the next try of a payout. The wait doubles from the shortest to the longest wait. */
public record BackOff(Duration first, Duration longest) {

    /**
     * The maximum number of doublings. With more doublings, the wait would exceed every possible longest wait. The
     * limit prevents an overflow of the shift.
     */
    private static final int MAX_DOUBLINGS = 30;

    public static BackOff of(PayoutSettings settings) {
        return new BackOff(settings.firstBackOff(), settings.maxBackOff());
    }

    /** The time of the next try, after the attempt with this number was not paid. */
    public Instant afterAttempt(int number, Instant now) {
        Duration wait = first.multipliedBy(1L << Math.clamp(number - 1L, 0, MAX_DOUBLINGS));
        return now.plus(min(wait, longest));
    }

    /**
     * The time of the next try while no provider is available. The wait is half of the time since {@code since}, within
     * the shortest and the longest wait. So the wait grows, and no counter of tries is needed.
     */
    public Instant whileWaiting(Instant since, Instant now) {
        Duration half = Duration.between(since, now).dividedBy(2);
        return now.plus(min(half.compareTo(first) < 0 ? first : half, longest));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
