package id.kezbek.limits.permits;

import java.time.Duration;

/** The decision about a request. */
public sealed interface Verdict {

    /**
     * The request is permitted.
     *
     * @param left the number of further permitted requests, as far as this process knows
     * @param wholeAfter the time until the limit is full again without further requests
     */
    record Admitted(long left, Duration wholeAfter) implements Verdict {}

    /** The request is refused. The next request is permitted after {@code retryAfter}. */
    record Refused(Duration retryAfter) implements Verdict {}
}
