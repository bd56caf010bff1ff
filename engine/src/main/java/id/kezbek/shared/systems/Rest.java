package id.kezbek.shared.systems;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Back-off for a system that was away: only a few tries reach it, not each piece of work. Uses real time, because tests
 * turn the engine's clock.
 */
public final class Rest {

    private static final long NONE = 0;

    private final long nanos;
    private final AtomicLong until = new AtomicLong(NONE);

    public Rest(Duration length) {
        this.nanos = length.toNanos();
    }

    /** Whether the system must not be tried now. */
    public boolean isOn() {
        long end = until.get();
        return end != NONE && end - System.nanoTime() > 0;
    }

    /** Whether the back-off is over and the state unknown, so that only a little should be tried. */
    public boolean isToTry() {
        long end = until.get();
        return end != NONE && end - System.nanoTime() <= 0;
    }

    /**
     * Starts or repeats the back-off.
     *
     * @return whether the system counted as available until now
     */
    public boolean begin() {
        long end = System.nanoTime() + nanos;
        return until.getAndSet(end == NONE ? 1 : end) == NONE;
    }

    /**
     * The system worked.
     *
     * @return whether it counted as away until now
     */
    public boolean end() {
        return until.get() != NONE && until.getAndSet(NONE) != NONE;
    }
}
