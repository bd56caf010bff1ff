package id.kezbek.webhooks.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When an attempt follows a failed one. Source: the schedule of Standard Webhooks; with the first attempt, ten attempts in about
 * three days.
 */
final class RetrySchedule {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** The number of attempts. */
    static final int ATTEMPTS = WAITS.size() + 1;

    /** A wait grows by up to this part, so that the events of an outage do not return at the same moment. */
    private static final double JITTER = 0.1;

    /** A longer pause that a receiver asks for is shortened. */
    static final Duration RETRY_AFTER_MAX = Duration.ofHours(24);

    private RetrySchedule() {}

    /**
     * The wait before the next attempt.
     *
     * @param triesLeft how many attempts are left, at least 1
     * @param retryAfter the wait that the receiver asks for; zero for none
     */
    static Duration waitBefore(int triesLeft, Duration retryAfter, RandomGenerator random) {
        Duration base = WAITS.get(WAITS.size() - triesLeft);
        Duration planned = base.plusMillis((long) (base.toMillis() * JITTER * random.nextDouble()));
        Duration asked = retryAfter.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : retryAfter;
        return asked.compareTo(planned) > 0 ? asked : planned;
    }
}
