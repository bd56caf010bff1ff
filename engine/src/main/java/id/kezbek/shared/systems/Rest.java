package id.kezbek.shared.systems;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves a system alone for a while after it was away: then it costs a try now and then, and not one for each piece of
 * work. Real time, because a turned clock mends no system.
 */
public final class Rest {

    private static final long NONE = 0;

    private final long nanos;
    private final AtomicLong until = new AtomicLong(NONE);

    public Rest(Duration length) {
        this.nanos = length.toNanos();
    }

    /** Whether nothing is to be tried now. */
    public boolean isOn() {
        long end = until.get();
        return end != NONE && end - System.nanoTime() > 0;
    }

    /** Whether the rest is over and nobody knows yet whether the system is back, so that little should be tried. */
    public boolean isToTry() {
        long end = until.get();
        return end != NONE && end - System.nanoTime() <= 0;
    }

    /**
     * Begins a rest, or another one.
     *
     * @return whether the system was thought to be there until now
     */
    public boolean begin() {
        long end = System.nanoTime() + nanos;
        return until.getAndSet(end == NONE ? 1 : end) == NONE;
    }

    /**
     * The system did its work.
     *
     * @return whether it was thought to be away until now
     */
    public boolean end() {
        return until.get() != NONE && until.getAndSet(NONE) != NONE;
    }
}
