package id.kezbek.limits.web;

import id.kezbek.limits.Limit;
import id.kezbek.limits.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * What a caller is told of its limit, in the headers of draft-ietf-httpapi-ratelimit-headers-10: the policy ({@code q}
 * calls in {@code w} seconds), and what is left of it ({@code r} calls, all of them again in {@code t} seconds).
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

    /** Half a second is one: whoever comes back must not come too early. */
    static long roundedUp(Duration duration) {
        return Math.ceilDiv(duration.toMillis(), 1_000L);
    }
}
