package id.kezbek.limits.permits;

import id.kezbek.limits.permits.SharedPermits.Grant;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One caller's permits in this process: fetched shared permits, and a local limit for times without Redis. Times are
 * microseconds of the clock. A time too far in the future is from before a clock correction and is ignored.
 */
final class KeyPermits {

    enum Taking {
        TAKEN,
        /** Granted, and few are left: fetch more before a caller must wait. */
        TAKEN_ONE_OF_FEW,
        /** No permit is left, here or in Redis. */
        DRY,
        /** No permit is left here. */
        NONE_HELD
    }

    /** The fetch in progress. */
    final AtomicReference<CompletableFuture<Boolean>> fetching = new AtomicReference<>();

    private long held;
    private long heldUntil;
    private long dryUntil;
    private long sharedLeft;
    /** When the limit is full again, while this process counts alone. */
    private long aloneWholeAt;

    synchronized Taking take(Limit limit, long now) {
        if (held > 0 && isAhead(heldUntil, limit, now)) {
            held--;
            return held * 2 < limit.lot() && !isAhead(dryUntil, limit, now) ? Taking.TAKEN_ONE_OF_FEW : Taking.TAKEN;
        }
        held = 0;
        return isAhead(dryUntil, limit, now) ? Taking.DRY : Taking.NONE_HELD;
    }

    /** Adds fetched permits. Permits unused for a window are dropped, because they would exceed a fresh limit. */
    synchronized void credit(Grant grant, Limit limit, long now) {
        held = (isAhead(heldUntil, limit, now) ? held : 0) + grant.granted();
        heldUntil = now + limit.windowMicros();
        sharedLeft = grant.left();
        dryUntil = grant.granted() == 0 ? now + grant.waitMicros() : 0;
    }

    /** Decides by this process's own count. */
    synchronized Verdict takeAlone(Limit limit, long now) {
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

    synchronized Verdict refused(Limit limit, long now) {
        return new Verdict.Refused(micros(isAhead(dryUntil, limit, now) ? dryUntil - now : limit.microsFor(1)));
    }

    private static boolean isAhead(long time, Limit limit, long now) {
        return time > now && time <= now + limit.windowMicros();
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
