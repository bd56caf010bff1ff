package id.kezbek.limits;

import id.kezbek.limits.SharedPermits.Grant;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One caller's permits in this process: those that it holds from the shared ones, and a limit of its own for when there
 * are no shared ones. Times are microseconds of the clock; a time too far ahead was told before the clock was set back,
 * and means nothing.
 */
final class KeyPermits {

    enum Taking {
        TAKEN,
        /** Taken, and few are left: more should be fetched before somebody waits for them. */
        TAKEN_ONE_OF_FEW,
        /** There is none, here or anywhere. */
        DRY,
        /** There is none here. */
        NONE_HELD
    }

    /** The fetching that is under way. */
    final AtomicReference<CompletableFuture<Boolean>> fetching = new AtomicReference<>();

    private long held;
    private long heldUntil;
    private long dryUntil;
    private long sharedLeft;
    /** When all of the limit is free again, as long as this process counts alone. */
    private long aloneWholeAt;

    synchronized Taking take(Limit limit, long now) {
        if (held > 0 && isAhead(heldUntil, limit, now)) {
            held--;
            return held * 2 < limit.lot() && !isAhead(dryUntil, limit, now) ? Taking.TAKEN_ONE_OF_FEW : Taking.TAKEN;
        }
        held = 0;
        return isAhead(dryUntil, limit, now) ? Taking.DRY : Taking.NONE_HELD;
    }

    /** Takes over what was fetched. What lies unused for a window is given up: it would come on top of a fresh limit. */
    synchronized void credit(Grant grant, Limit limit, long now) {
        held = (isAhead(heldUntil, limit, now) ? held : 0) + grant.granted();
        heldUntil = now + limit.windowMicros();
        sharedLeft = grant.left();
        dryUntil = grant.granted() == 0 ? now + grant.waitMicros() : 0;
    }

    /** Judges by this process's own count. */
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
