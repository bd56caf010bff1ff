package id.kezbek.payouts.dispatch;

import id.kezbek.payouts.PayoutSettings;
import id.kezbek.shared.batch.WaitingCallers;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many orders may be in progress at the same time. The limit falls to its minimum when a purchase had to wait, because
 * sending orders and recording results use the CPUs that purchases need. Then the limit rises slowly: with slow providers,
 * many orders in progress need little of the CPUs, so purchases do not wait and the limit rises to its maximum. If the
 * limit rose at once, the next burst of orders would make purchases wait again.
 */
@Component
class InFlightLimit {

    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(250).toNanos();

    /** From its minimum, the limit needs a second for each further minimum. */
    private static final int STEPS = 4;

    private final WaitingCallers callers;
    private final Duration tooLong;
    private final int least;
    private final int most;
    private final LongSupplier nanos;
    private int limit;
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
        if (callers.haveWaited(tooLong)) {
            limit = least;
            lookedAt = nanos.getAsLong();
        } else if (looks > 0) {
            limit = (int) Math.min(most, limit + looks * Math.ceilDiv(least, STEPS));
            lookedAt += looks * LOOK_EVERY_NANOS;
        }
        return limit;
    }

    /** The limit of one provider: half of all orders while purchases have priority, otherwise no limit. */
    synchronized int ofOneProvider() {
        return limit < most ? Math.ceilDiv(limit, 2) : most;
    }
}
