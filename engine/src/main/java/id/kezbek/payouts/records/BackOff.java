package id.kezbek.payouts.records;

import id.kezbek.payouts.PayoutSettings;
import java.time.Duration;
import java.time.Instant;

/** The waiting time of a payout before the next try: it doubles from a first to a longest wait. */
public record BackOff(Duration first, Duration longest) {

    /** More doublings exceed any longest wait; prevents an overflow of the shift. */
    private static final int MAX_DOUBLINGS = 30;

    public static BackOff of(PayoutSettings settings) {
        return new BackOff(settings.firstBackOff(), settings.maxBackOff());
    }

    /** After the attempt with this number did not pay. */
    public Instant afterAttempt(int number, Instant now) {
        Duration wait = first.multipliedBy(1L << Math.clamp(number - 1L, 0, MAX_DOUBLINGS));
        return now.plus(min(wait, longest));
    }

    /** While no provider is available: half the time it has waited already, which doubles without a counter. */
    public Instant whileWaiting(Instant since, Instant now) {
        Duration half = Duration.between(since, now).dividedBy(2);
        return now.plus(min(half.compareTo(first) < 0 ? first : half, longest));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
