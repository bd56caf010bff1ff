package id.kezbek.shared.web.connections;

/**
 * Checks whether a caller sends a request fast enough. Only the time in which the engine waits for bytes is measured.
 * If the rate is too low, the engine does not read the rest of the body, not even after the response.
 *
 * @param patienceNanos the time during which any rate is allowed
 * @param bytesPerSecond the minimum average rate after that time
 * @param deadlineNanos the maximum time for a request's head and body
 */
public record Pace(long patienceNanos, long bytesPerSecond, long deadlineNanos) {

    private static final double NANOS_PER_SECOND = 1_000_000_000.0;

    public static Pace of(EdgeSettings settings) {
        return new Pace(
                settings.patience().toNanos(),
                settings.bytesPerSecond(),
                settings.deadline().toNanos());
    }

    boolean isMissed(long bytes, long waitedNanos) {
        return waitedNanos > patienceNanos
                && (waitedNanos > deadlineNanos || bytes < waitedNanos / NANOS_PER_SECOND * bytesPerSecond);
    }
}
