package id.kezbek.limits.permits;

import java.time.Duration;

/** Whether a request is permitted. */
public sealed interface Verdict {

    /**
     * The request is permitted.
     *
     * @param left the number of further permitted requests, as far as this process knows
     * @param wholeAfter the time until the limit is full again without further requests
     */
    record Admitted(long left, Duration wholeAfter) implements Verdict {}

    /** The request is refused. A request will be permitted after this time. */
    record Refused(Duration retryAfter) implements Verdict {}
}
