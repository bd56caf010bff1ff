package id.kezbek.shared.web;

/**
 * Whether what a caller sends comes fast enough. Only the time in which its bytes are waited for counts. A pace that was
 * missed once stays missed: the rest of a body is not waited for after the answer either.
 *
 * @param patienceNanos for which any rate will do
 * @param bytesPerSecond on average after that
 * @param deadlineNanos within which a request's head and body must have come
 */
record Pace(long patienceNanos, long bytesPerSecond, long deadlineNanos) {

    private static final double NANOS_PER_SECOND = 1_000_000_000.0;

    static Pace of(EdgeSettings settings) {
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
