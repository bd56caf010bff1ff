package id.kezbek.limits.web;

import id.kezbek.limits.permits.Limit;
import id.kezbek.limits.permits.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * The rate-limit headers of draft-ietf-httpapi-ratelimit-headers-10: the policy ({@code q} requests in {@code w}
 * seconds), the remaining requests ({@code r}) and the seconds until the limit is full ({@code t}).
 */
final class RateLimitHeaders {

    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private RateLimitHeaders() {}

    static void write(HttpServletResponse response, Limit limit, Verdict verdict) {
        response.setHeader(
                POLICY,
                "\"" + limit.name() + "\";q=" + limit.calls() + ";w="
                        + limit.window().toSeconds());
        response.setHeader(
                LIMIT,
                switch (verdict) {
                    case Verdict.Admitted admitted -> told(limit, admitted.left(), roundedUp(admitted.wholeAfter()));
                    case Verdict.Refused refused -> told(limit, 0, roundedUp(limit.window()));
                });
    }

    private static String told(Limit limit, long left, long seconds) {
        return "\"" + limit.name() + "\";r=" + left + ";t=" + seconds;
    }

    /** The duration in seconds, rounded up, so that callers do not retry too early. */
    static long roundedUp(Duration duration) {
        return Math.ceilDiv(duration.toMillis(), 1_000L);
    }
}
