package id.kezbek.limits;

import java.time.Duration;

/** Whether a call may be made. */
public sealed interface Verdict {

    /**
     * It may.
     *
     * @param left how many more may follow at once, as far as this process knows
     * @param wholeAfter when all of the limit is free again if nobody calls meanwhile
     */
    record Admitted(long left, Duration wholeAfter) implements Verdict {}

    /** It may not; one may after this time. */
    record Refused(Duration retryAfter) implements Verdict {}
}
