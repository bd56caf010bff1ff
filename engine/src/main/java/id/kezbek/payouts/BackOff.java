package id.kezbek.payouts;

import java.time.Duration;
import java.time.Instant;

/** How long a payout waits before it is looked at again: doubling from a first wait to a longest one. */
record BackOff(Duration first, Duration longest) {

    /** Doublings beyond this are beyond any longest wait; it keeps the shift from overflowing. */
    private static final int MAX_DOUBLINGS = 30;

    static BackOff of(PayoutSettings settings) {
        return new BackOff(settings.firstBackOff(), settings.maxBackOff());
    }

    /** After the attempt with this number did not pay. */
    Instant afterAttempt(int number, Instant now) {
        Duration wait = first.multipliedBy(1L << Math.clamp(number - 1L, 0, MAX_DOUBLINGS));
        return now.plus(min(wait, longest));
    }

    /** While nobody can take it: half as long as it has waited already, which doubles without counting. */
    Instant whileWaiting(Instant since, Instant now) {
        Duration half = Duration.between(since, now).dividedBy(2);
        return now.plus(min(half.compareTo(first) < 0 ? first : half, longest));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
