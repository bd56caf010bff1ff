package id.kezbek.webhooks.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The waits after failed attempts, as Standard Webhooks recommend: ten attempts in about three days. */
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

    /**
     * The maximum random part that is added to a wait, so that the events of an outage are not sent again at the same
     * moment.
     */
    private static final double JITTER = 0.1;

    /** The maximum wait that a receiver can request. A longer requested wait is shortened. */
    static final Duration RETRY_AFTER_MAX = Duration.ofHours(24);

    private RetrySchedule() {}

    /**
     * The wait before the next attempt.
     *
     * @param triesLeft the number of remaining attempts, at least 1
     * @param retryAfter the wait that the receiver requests; zero without a request
     */
    static Duration waitBefore(int triesLeft, Duration retryAfter, RandomGenerator random) {
        Duration base = WAITS.get(WAITS.size() - triesLeft);
        Duration planned = base.plusMillis((long) (base.toMillis() * JITTER * random.nextDouble()));
        Duration asked = retryAfter.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : retryAfter;
        return asked.compareTo(planned) > 0 ? asked : planned;
    }
}
