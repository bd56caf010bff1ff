package id.kezbek.payouts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When an attempt is asked about: the waits from one question to the next, of which the last repeats for ever.
 *
 * @param waits the first one counts from the moment at which there is something to ask about
 */
record InquirySchedule(List<Duration> waits) {

    /** More steps than anybody means. */
    private static final int MAX_STEPS = 20;

    InquirySchedule {
        waits = List.copyOf(waits);
    }

    /**
     * The schedule that a property holds.
     *
     * @throws IllegalArgumentException naming the property
     */
    static InquirySchedule of(String property, List<Duration> waits) {
        if (waits.isEmpty() || waits.size() > MAX_STEPS || !waits.stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException(
                    property + " must be 1 to " + MAX_STEPS + " waits above zero, such as 10s,30s,1m");
        }
        return new InquirySchedule(waits);
    }

    /** When the next question is due, of an attempt that was asked about so often already. */
    Instant next(int asked, Instant now) {
        return now.plus(waits.get(Math.min(asked, waits.size() - 1)));
    }
}
