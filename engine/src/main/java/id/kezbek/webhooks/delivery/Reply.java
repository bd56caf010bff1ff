package id.kezbek.webhooks.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param status the HTTP status; null without a response
 * @param failure the reason why the attempt got no response; null with a response
 * @param answer the first 1 kB of the response's body, without control characters
 * @param retryAfter the wait that the receiver requests; zero without a request
 */
record Reply(
        @Nullable Integer status, @Nullable Failure failure, String answer, Duration retryAfter, Duration duration) {

    private static final int GONE = 410;
    private static final int SUCCESS_MIN = 200;
    private static final int SUCCESS_MAX = 299;

    static Reply failed(Failure failure, Duration duration) {
        return new Reply(null, failure, "", Duration.ZERO, duration);
    }

    /**
     * Whether the status is 2xx. A redirect is a failure, because the target of the redirect could be another system.
     */
    boolean isSuccess() {
        return status != null && status >= SUCCESS_MIN && status <= SUCCESS_MAX;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
