package id.kezbek.shared.web.connections;

/**
 * Whether a caller sends fast enough. Only the time spent waiting for bytes counts. A missed rate stays missed: the
 * rest of a body is not read after the answer either.
 *
 * @param patienceNanos the time at any rate
 * @param bytesPerSecond the minimum average rate after that
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
