package id.kezbek.payouts.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The inquiry schedule of an attempt: the waits between inquiries. The last wait repeats.
 *
 * @param waits the first wait starts when the result becomes unknown, or when the attempt ends
 */
public record InquirySchedule(List<Duration> waits) {

    /** The maximum number of steps. No schedule needs more. */
    private static final int MAX_STEPS = 20;

    public InquirySchedule {
        waits = List.copyOf(waits);
    }

    /**
     * Reads the schedule from a setting.
     *
     * @throws IllegalArgumentException with the setting's name
     */
    public static InquirySchedule of(String property, List<Duration> waits) {
        if (waits.isEmpty() || waits.size() > MAX_STEPS || !waits.stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException(
                    property + " must list 1 to " + MAX_STEPS + " waits above zero, for example 10s,30s,1m");
        }
        return new InquirySchedule(waits);
    }

    /** The time of the next inquiry, if this many inquiries were already made. */
    Instant next(int asked, Instant now) {
        return now.plus(waits.get(Math.min(asked, waits.size() - 1)));
    }
}
