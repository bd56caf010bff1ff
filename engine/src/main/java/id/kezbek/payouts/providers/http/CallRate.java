package id.kezbek.payouts.providers.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The rate limit of one kind of calls to a provider. All processes share the limit. A call waits for a permit, and for
 * the end of any pause that the provider asked for.
 */
public final class CallRate {

    /** Takes a permit. */
    @FunctionalInterface
    public interface Permits {

        /** Permits without a limit. */
        Permits UNLIMITED = () -> Duration.ZERO;

        /** @return zero if a permit was taken; otherwise the time until a permit is free */
        Duration take();
    }

    @FunctionalInterface
    interface Pause {
        void pause(Duration wait) throws InterruptedException;
    }

    /** A provider cannot stop all calls for longer than this. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** The minimum wait between two tries, so that a waiting loop does not use a whole CPU. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final Permits permits;
    private final Clock clock;
    private final Pause pause;
    private volatile Instant pausedUntil = Instant.EPOCH;

    public CallRate(Permits permits, Clock clock) {
        this(permits, clock, Thread::sleep);
    }

    CallRate(Permits permits, Clock clock, Pause pause) {
        this.permits = permits;
        this.clock = clock;
        this.pause = pause;
    }

    /** Whether a pause that the provider asked for is still in progress. */
    boolean isPaused() {
        return untilResumed().isPositive();
    }

    /** Stops further calls for this time, because the provider asked for a pause. */
    synchronized void pauseFor(Duration time) {
        Duration bounded = time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time;
        if (bounded.compareTo(untilResumed()) > 0) {
            pausedUntil = clock.instant().plus(bounded);
        }
    }

    /**
     * Waits for a permit.
     *
     * @param until the time at which the wait ends without a permit
     * @return whether a permit was taken
     */
    boolean await(Instant until) {
        for (Duration wait = untilPermit(); !wait.isZero(); wait = untilPermit()) {
            if (clock.instant().plus(wait).isAfter(until)) {
                return false;
            }
            try {
                pause.pause(atLeast(wait));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Takes a permit if one is available; otherwise returns the time until a permit may be available. */
    private Duration untilPermit() {
        Duration pause = untilResumed();
        return pause.isPositive() ? atLeast(pause) : permits.take();
    }

    /**
     * The remaining time of the provider's pause. If this time is above the maximum, the clock was set back; then the
     * pause ends.
     */
    private Duration untilResumed() {
        Instant until = pausedUntil;
        if (until.equals(Instant.EPOCH)) {
            return Duration.ZERO;
        }
        Duration rest = Duration.between(clock.instant(), until);
        if (rest.compareTo(LONGEST_PAUSE) > 0) {
            pausedUntil = Instant.EPOCH;
            return Duration.ZERO;
        }
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    private static Duration atLeast(Duration wait) {
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }
}
