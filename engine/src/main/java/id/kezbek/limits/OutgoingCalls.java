package id.kezbek.limits;

import id.kezbek.limits.permits.DirectPermits;
import id.kezbek.limits.permits.Limit;
import id.kezbek.limits.permits.LimitedCaller;
import id.kezbek.limits.permits.Verdict;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Permits for calls to other systems that limit the number of calls per minute. All processes share the count. */
@Component
public class OutgoingCalls {

    private static final String NAME = "outgoing";
    private static final int SECONDS_OF_MINUTE = 60;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int WINDOWS_AND_BURST = 7;

    private final DirectPermits permits;

    OutgoingCalls(DirectPermits permits) {
        this.permits = permits;
    }

    /**
     * Takes a permit.
     *
     * @param system the called system, and the kind of call if each kind has a limit
     * @param perMinute the maximum number of calls within any minute
     * @return zero if a permit was taken; otherwise the time until a permit is free
     */
    public Duration take(String system, int perMinute) {
        return switch (permits.take(new LimitedCaller.CallingOut(system), limit(perMinute))) {
            case Verdict.Admitted admitted -> Duration.ZERO;
            case Verdict.Refused refused -> refused.retryAfter();
        };
    }

    /**
     * Calculates a limit with several windows per minute. A limit allows all its calls at once, and the same number
     * again in each window. So a minute contains at most one burst plus the permits of six windows.
     */
    static Limit limit(int perMinute) {
        return perMinute < WINDOWS_AND_BURST
                ? new Limit(NAME, 1, Duration.ofSeconds(Math.ceilDiv(SECONDS_OF_MINUTE, perMinute)))
                : new Limit(NAME, perMinute / WINDOWS_AND_BURST, WINDOW);
    }
}
