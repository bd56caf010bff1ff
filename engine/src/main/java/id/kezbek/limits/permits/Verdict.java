package id.kezbek.limits.permits;

import java.time.Duration;

/** Whether a call may be made. */
public sealed interface Verdict {

    /**
     * The call is permitted.
     *
     * @param left the number of further calls, as far as this process knows
     * @param wholeAfter the time until the limit is full again without further calls
     */
    record Admitted(long left, Duration wholeAfter) implements Verdict {}

    /** The call is refused; one is permitted after this time. */
    record Refused(Duration retryAfter) implements Verdict {}
}
