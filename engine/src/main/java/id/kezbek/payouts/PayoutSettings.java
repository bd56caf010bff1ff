package id.kezbek.payouts;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payouts are sent, {@code cezbek.payouts.*}.
 *
 * @param pollInterval how long dispatch rests when nothing was due, unless orders are committed in its own process; 100 ms
 * @param gathering how long after the beginning of a claim that was not full the next one begins at the earliest, so that
 *     orders which come one by one are claimed together; 50 ms
 * @param yieldAfter dispatch begins no list while a purchase's caller has waited for so long in its own process; 25 ms
 * @param longestYield how long dispatch waits at most between two lists because of callers; 250 ms
 * @param batchSize the most payouts that one transaction claims; 128
 * @param inFlightLimit the most orders under way at once from this process, over all providers; 512
 * @param lease how long after its attempt was committed an order may still be written; 10 s
 * @param firstBackOff the wait after a first attempt that did not pay; it doubles with each; 1 s
 * @param maxBackOff the longest such wait; 5 min
 * @param maxRefusals so many noes of providers send a payout to people; 6
 * @param maxAttempts so many attempts of any end send it to people; 40
 * @param inquiryPollInterval how often attempts that are due to be asked about are looked for; 1 s
 * @param inquirySchedule the waits from one question about an unknown attempt to the next, of which the last repeats;
 *     10 s, 30 s, 1 min, 5 min, 15 min, 1 h; a provider may have its own
 * @param lateChecks the waits after which an attempt that was proven unpaid by the provider's word is asked about again,
 *     in case it pays late; 1 h, then 23 h; none where empty
 * @param callbackMaxAge a callback whose signed time is older than this is refused; 15 min
 * @param callbackAskedFor how long a callback about an ended attempt may wait for the provider's answer; then people
 *     decide; 24 h
 * @param stuckAfter a payout that is open for longer is listed as stuck; 10 min
 * @param inquiryBatchSize the most attempts that are asked about at once, 100 at most; 64
 * @param releaseInterval how often payouts held for a paused provider are looked at again; 5 s
 * @param gaugeInterval how often the gauges of open payouts are refreshed; 15 s
 * @param outcomeLanes lists of outcomes that are written at once from this process; one more is begun where one hangs; 1
 * @param outcomeListSize the most outcomes of one transaction; 256
 */
@ConfigurationProperties(PayoutSettings.PREFIX)
public record PayoutSettings(
        @DefaultValue("100ms") Duration pollInterval,
        @DefaultValue("50ms") Duration gathering,
        @DefaultValue("25ms") Duration yieldAfter,
        @DefaultValue("250ms") Duration longestYield,
        @DefaultValue("128") int batchSize,
        @DefaultValue("512") int inFlightLimit,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("1s") Duration firstBackOff,
        @DefaultValue("5m") Duration maxBackOff,
        @DefaultValue("6") int maxRefusals,
        @DefaultValue("40") int maxAttempts,
        @DefaultValue("1s") Duration inquiryPollInterval,

        @DefaultValue({"10s", "30s", "1m", "5m", "15m", "1h"})
        List<Duration> inquirySchedule,

        @DefaultValue({"1h", "23h"}) List<Duration> lateChecks,
        @DefaultValue("15m") Duration callbackMaxAge,
        @DefaultValue("24h") Duration callbackAskedFor,
        @DefaultValue("10m") Duration stuckAfter,
        @DefaultValue("64") int inquiryBatchSize,
        @DefaultValue("5s") Duration releaseInterval,
        @DefaultValue("15s") Duration gaugeInterval,
        @DefaultValue("1") int outcomeLanes,
        @DefaultValue("256") int outcomeListSize) {

    static final String PREFIX = "cezbek.payouts";

    /** More late checks than any installation needs. */
    private static final int MAX_LATE_CHECKS = 10;

    /**
     * The maximum number of concurrent inquiries; late checks may have as many, and connections are left for orders.
     */
    private static final int MAX_QUESTIONS = 100;

    public PayoutSettings {
        inquirySchedule = List.copyOf(inquirySchedule);
        lateChecks = List.copyOf(lateChecks);
        InquirySchedule.of("cezbek.payouts.inquiry-schedule", inquirySchedule);
        if (lateChecks.size() > MAX_LATE_CHECKS || !lateChecks.stream().allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("cezbek.payouts.late-checks must be at most " + MAX_LATE_CHECKS
                    + " waits above zero, such as 1h,23h");
        }
        requirePositive("poll-interval", pollInterval);
        requirePositive("yield-after", yieldAfter);
        requireNotNegative("gathering", gathering);
        requireNotNegative("longest-yield", longestYield);
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
        requireWithin("max-refusals", maxRefusals, 1_000);
        requireWithin("max-attempts", maxAttempts, 1_000);
        requireWithin("inquiry-batch-size", inquiryBatchSize, MAX_QUESTIONS);
        requireWithin("outcome-lanes", outcomeLanes, 64);
        requireWithin("outcome-list-size", outcomeListSize, 10_000);
        if (maxBackOff.compareTo(firstBackOff) < 0) {
            throw new IllegalArgumentException("cezbek.payouts.max-back-off must not be below first-back-off");
        }
    }

    InquirySchedule schedule() {
        return new InquirySchedule(inquirySchedule);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must be above zero, such as 10s");
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must not be below zero");
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("cezbek.payouts." + name + " must be from 1 to " + most);
        }
    }
}
