package id.kezbek.payouts.dispatch;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.batch.WaitingCallers;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The maximum number of orders in progress. Sending orders and recording results use the CPUs that purchases need. The
 * limit is checked every 250 ms. If a purchase waited too long, the limit is halved, down to a minimum. Otherwise the
 * limit rises by a sixteenth of its maximum. If it rose at once, the next burst of orders would make purchases wait
 * again. Orders at slow providers use little CPU, so the limit then stays high.
 */
@Component
class InFlightLimit {

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    /** The number of checks without a waiting purchase until the limit has risen from zero to its maximum. */
    private static final int RISE_LOOKS = 16;

    private final WaitingCallers callers;
    private final Duration tooLong;
    private final int least;
    private final int most;
    private final LongSupplier nanos;
    private int limit;
    /** Whether a purchase had waited too long at the last check. */
    private boolean havePriority;

    private long lookedAt;

    @Autowired
    InFlightLimit(WaitingCallers callers, PayoutSettings settings) {
        this(callers, settings, System::nanoTime);
    }

    /** @param nanos the monotonic time of this process, as {@link System#nanoTime} returns it */
    InFlightLimit(WaitingCallers callers, PayoutSettings settings, LongSupplier nanos) {
        this.callers = callers;
        this.tooLong = settings.yieldAfter();
        this.most = settings.inFlightLimit();
        this.least =
                Math.min(most, settings.busyInFlight() * Runtime.getRuntime().availableProcessors());
        this.nanos = nanos;
        this.limit = most;
        this.lookedAt = nanos.getAsLong();
    }

    /** The maximum number of orders that may be in progress now. */
    synchronized int now() {
        long looks = (nanos.getAsLong() - lookedAt) / LOOK_EVERY_NANOS;
        if (looks > 0) {
            lookedAt += looks * LOOK_EVERY_NANOS;
            havePriority = callers.haveWaited(tooLong);
            limit = havePriority
                    ? Math.max(least, limit / 2)
                    : (int) Math.min(most, limit + looks * Math.ceilDiv(most, RISE_LOOKS));
        }
        return limit;
    }

    /**
     * The maximum number of orders at one provider. While purchases have priority, or the limit is below its maximum,
     * one provider may use half of it. Otherwise one provider may use all slots.
     */
    synchronized int ofOneProvider() {
        return havePriority || limit < most ? Math.ceilDiv(limit, 2) : most;
    }
}
