package id.kezbek.payouts;

import id.kezbek.payouts.provider.InquirySchedule;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payouts are sent, {@code cezbek.payouts.*}.
 *
 * @param pollInterval the pause between two searches for due payouts if none was due; purchases in the same process
 *     end the pause; 100 ms
 * @param gathering the minimum time between the starts of two claims if the first was not full, so that single
 *     orders are claimed together; 50 ms
 * @param yieldAfter no batch of payouts starts while a purchase in the same process has waited this long; 10 ms
 * @param longestYield the maximum wait between two batches of payouts because of purchases; 250 ms
 * @param batchSize the maximum number of payouts that one transaction claims; 128
 * @param inFlightLimit the maximum number of orders at the same time from this process, over all providers; 512
 * @param busyInFlight the maximum number of orders at the same time for each processor after a purchase has waited as
 *     long as yield-after; the maximum then rises slowly until the next purchase waits; one provider gets at most half
 *     of it; 32
 * @param lease how long an order may still be sent after its attempt was committed; 10 s
 * @param firstBackOff the wait after the first unpaid attempt; it doubles with each further unpaid attempt; 1 s
 * @param maxBackOff the maximum wait after an unpaid attempt; 5 min
 * @param maxRefusals a payout with this many rejections by providers goes to staff; 6
 * @param maxAttempts a payout with this many attempts of any result goes to staff; 40
 * @param inquiryPollInterval the interval at which the engine searches for due inquiries; 1 s
 * @param inquirySchedule the waits between inquiries about an unknown attempt; the last wait repeats. 10 s, 30 s, 1 min,
 *     5 min, 15 min, 1 h; a provider may have its own schedule
 * @param lateChecks the waits before the late checks of an attempt that its provider reported as unpaid; 1 h, then 23
 *     h; none if empty
 * @param callbackChecks the waits between the inquiries about an ended attempt that a callback contradicts. 5 min, 15 min, 1 h, 6 h, 1
 *     day, 6 days
 * @param callbackMaxAge a callback whose signed time is older than this is refused; 15 min
 * @param callbackAskedFor how long a callback about an ended attempt waits for the provider's answer before people
 *     decide; 24 h
 * @param stuckAfter a payout that is open for longer is listed as stuck; 10 min
 * @param inquiryBatchSize the maximum number of concurrent inquiries, at most 100; 64
 * @param releaseInterval the interval at which payouts held for a paused provider are checked; 5 s
 * @param gaugeInterval the interval at which the gauges of open payouts are updated; 15 s
 * @param outcomeLanes the number of workers that record results in this process; one more starts if one hangs; 1
 * @param outcomeListSize the maximum number of results of one transaction; 256
 * @param outcomeGathering the minimum time between the starts of two batches of results if the first was not full, so
 *     that single results are recorded together. The first result after a pause is recorded at once; 50 ms
 * @param smallAmountsDay the day of the month, 1 to 28, on which payouts below their wallet's minimum are sent if a
 *     provider accepts them; 0 for never
 * @param splitHighPayouts whether payouts that are too high for one order are split; if not, they wait. Set false only while a
 *     process runs a version that does not know split payouts
 */
@ConfigurationProperties(PayoutSettings.PREFIX)
public record PayoutSettings(
        @DefaultValue("100ms") Duration pollInterval,
        @DefaultValue("50ms") Duration gathering,
        @DefaultValue("10ms") Duration yieldAfter,
        @DefaultValue("250ms") Duration longestYield,
        @DefaultValue("128") int batchSize,
        @DefaultValue("512") int inFlightLimit,
        @DefaultValue("32") int busyInFlight,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("1s") Duration firstBackOff,
        @DefaultValue("5m") Duration maxBackOff,
        @DefaultValue("6") int maxRefusals,
        @DefaultValue("40") int maxAttempts,
        @DefaultValue("1s") Duration inquiryPollInterval,

        @DefaultValue({"10s", "30s", "1m", "5m", "15m", "1h"})
        List<Duration> inquirySchedule,

        @DefaultValue({"1h", "23h"}) List<Duration> lateChecks,

        @DefaultValue({"5m", "15m", "1h", "6h", "1d", "6d"}) List<Duration> callbackChecks,

        @DefaultValue("15m") Duration callbackMaxAge,
        @DefaultValue("24h") Duration callbackAskedFor,
        @DefaultValue("10m") Duration stuckAfter,
        @DefaultValue("64") int inquiryBatchSize,
        @DefaultValue("5s") Duration releaseInterval,
        @DefaultValue("15s") Duration gaugeInterval,
        @DefaultValue("1") int outcomeLanes,
        @DefaultValue("256") int outcomeListSize,
        @DefaultValue("50ms") Duration outcomeGathering,
        @DefaultValue("0") int smallAmountsDay,
        @DefaultValue("true") boolean splitHighPayouts) {

    static final String PREFIX = "cezbek.payouts";

    /** The maximum number of late checks. No installation needs more. */
    private static final int MAX_LATE_CHECKS = 10;

    /**
     * The maximum number of concurrent inquiries. Late checks may send the same number of inquiries in addition, and
     * orders need connections too.
     */
    private static final int MAX_QUESTIONS = 100;

    private static final int LAST_DAY_OF_EACH_MONTH = 28;

    public PayoutSettings {
        inquirySchedule = List.copyOf(inquirySchedule);
        lateChecks = List.copyOf(lateChecks);
        callbackChecks = List.copyOf(callbackChecks);
        InquirySchedule.of("cezbek.payouts.callback-checks", callbackChecks);
        InquirySchedule.of("cezbek.payouts.inquiry-schedule", inquirySchedule);
        if (lateChecks.size() > MAX_LATE_CHECKS || !lateChecks.stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("cezbek.payouts.late-checks must list at most " + MAX_LATE_CHECKS
                    + " waits above zero, for example 1h,23h");
        }
        requirePositive("poll-interval", pollInterval);
        requirePositive("yield-after", yieldAfter);
        requireNotNegative("gathering", gathering);
        requireNotNegative("longest-yield", longestYield);
        requireNotNegative("outcome-gathering", outcomeGathering);
        requirePositive("lease", lease);
        requirePositive("first-back-off", firstBackOff);
        requirePositive("inquiry-poll-interval", inquiryPollInterval);
        requirePositive("callback-max-age", callbackMaxAge);
        requirePositive("callback-asked-for", callbackAskedFor);
        requirePositive("stuck-after", stuckAfter);
        requirePositive("release-interval", releaseInterval);
        requirePositive("gauge-interval", gaugeInterval);
        requireWithin("batch-size", batchSize, 10_000);
        requireWithin("in-flight-limit", inFlightLimit, 100_000);
        requireWithin("busy-in-flight", busyInFlight, 10_000);
        requireWithin("max-refusals", maxRefusals, 1_000);
        requireWithin("max-attempts", maxAttempts, 1_000);
        requireWithin("inquiry-batch-size", inquiryBatchSize, MAX_QUESTIONS);
        requireWithin("outcome-lanes", outcomeLanes, 64);
        requireWithin("outcome-list-size", outcomeListSize, 10_000);
        if (smallAmountsDay < 0 || smallAmountsDay > LAST_DAY_OF_EACH_MONTH) {
            throw new IllegalArgumentException(
                    "cezbek.payouts.small-amounts-day must be a day of the month from 1 to 28, or 0 for never");
        }
        if (maxBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException("cezbek.payouts.max-back-off must not be below first-back-off");
        }
    }

    public InquirySchedule schedule() {
        return new InquirySchedule(inquirySchedule);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must be above zero, for example 10s");
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must not be below zero");
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must be between 1 and " + most);
        }
    }
}
