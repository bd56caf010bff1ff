package id.kezbek.webhooks.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param status the HTTP status; null if there was no answer
 * @param failure why there was no answer; null if there was one
 * @param answer the first 1 kB of the answer's body, without control characters
 * @param retryAfter the wait that the receiver asks for; zero for none
 */
record Reply(
        @Nullable Integer status, @Nullable Failure failure, String answer, Duration retryAfter, Duration duration) {

    private static final int GONE = 410;
    private static final int SUCCESS_MIN = 200;
    private static final int SUCCESS_MAX = 299;

    static Reply failed(Failure failure, Duration duration) {
        return new Reply(null, failure, "", Duration.ZERO, duration);
    }

    /** Only 2xx; a redirect is a failure, because it could lead to another system. */
    boolean isSuccess() {
        return status != null && status >= SUCCESS_MIN && status <= SUCCESS_MAX;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
