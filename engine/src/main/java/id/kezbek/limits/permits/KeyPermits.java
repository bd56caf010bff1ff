package id.kezbek.limits.permits;

import id.kezbek.limits.permits.SharedPermits.Grant;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * One caller's permits in this process: permits fetched from Redis, and a local limit that applies while Redis is
 * unavailable. Times are in microseconds of the engine's clock. A stored time too far in the future comes from a wrong
 * clock, and is ignored.
 */
final class KeyPermits {

    enum Taking {
        TAKEN,
        /** A permit was granted, but few permits are left, so the next portion is fetched now. */
        TAKEN_ONE_OF_FEW,
        /** No permit is left, neither in this process nor in Redis. */
        DRY,
        /** No permit is left in this process. */
        NONE_HELD
    }

    /** The fetch in progress; null without a fetch. */
    final AtomicReference<CompletableFuture<Boolean>> fetching = new AtomicReference<>();

    /**
     * The clock, read only under the lock. A time that was read before the lock may be earlier than the times that
     * another thread stored.
     */
    private final LongSupplier time;

    private long held;
    private long heldUntil;
    private long dryUntil;
    private long sharedLeft;
    /**
     * The time at which the local limit is full again. The local limit applies while this process counts only its own
     * requests.
     */
    private long aloneWholeAt;

    KeyPermits(LongSupplier time) {
        this.time = time;
    }

    synchronized Taking take(Limit limit) {
        long now = time.getAsLong();
        if (held > 0 && isAhead(heldUntil, limit, now)) {
            held--;
            return held * 2 < limit.lot() && !isAhead(dryUntil, limit, now) ? Taking.TAKEN_ONE_OF_FEW : Taking.TAKEN;
        }
        held = 0;
        return isAhead(dryUntil, limit, now) ? Taking.DRY : Taking.NONE_HELD;
    }

    /**
     * Adds fetched permits. Permits that were not used within a window are dropped, because old permits and a full
     * limit together would allow too many requests.
     */
    synchronized void credit(Grant grant, Limit limit) {
        long now = time.getAsLong();
        held = (isAhead(heldUntil, limit, now) ? held : 0) + grant.granted();
        heldUntil = now + limit.windowMicros();
        sharedLeft = grant.left();
        dryUntil = grant.granted() == 0 ? now + grant.waitMicros() : 0;
    }

    /** Decides about a request with the local limit. */
    synchronized Verdict takeAlone(Limit limit) {
        long now = time.getAsLong();
        long window = limit.windowMicros();
        long whole = aloneWholeAt < now || aloneWholeAt > now + window ? now : aloneWholeAt;
        long after = whole + limit.microsFor(1);
        if (after > now + window) {
            return new Verdict.Refused(micros(after - now - window));
        }
        aloneWholeAt = after;
        return new Verdict.Admitted(limit.callsIn(now + window - after), micros(after - now));
    }

    synchronized Verdict admitted(Limit limit) {
        long left = Math.min(held + sharedLeft, limit.calls() - 1L);
        return new Verdict.Admitted(left, micros(limit.microsFor(limit.calls() - left)));
    }

    synchronized Verdict refused(Limit limit) {
        long now = time.getAsLong();
        return new Verdict.Refused(micros(isAhead(dryUntil, limit, now) ? dryUntil - now : limit.microsFor(1)));
    }

    private static boolean isAhead(long time, Limit limit, long now) {
        return time > now && time <= now + limit.windowMicros();
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
