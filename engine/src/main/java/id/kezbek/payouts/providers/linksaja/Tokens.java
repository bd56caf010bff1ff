package id.kezbek.payouts.providers.linksaja;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.Reply;
import id.kezbek.shared.crash.CrashPoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * LinkSaja's access token, cached until it expires. If several callers find that the token has expired, only one of
 * them renews it.
 */
final class Tokens {

    sealed interface Access {

        record Granted(String token, Instant until) implements Access {

            /** The text does not contain the token, so that the token is never logged. */
            @Override
            public String toString() {
                return "Granted[until=" + until + "]";
            }
        }

        record Denied(String reason) implements Access {}
    }

    private record LogIn(
            @JsonProperty("email") String email,
            @JsonProperty("password") String password) {

        @Override
        public String toString() {
            return "LogIn[hidden]";
        }
    }

    /** A failed log-in. Callers that waited for the renewal get the same failure. */
    private record Failed(Access.Denied denied, Instant until) {}

    /**
     * Callers share a failed renewal for this time. The time is long enough for all waiting callers, and too short to
     * prolong an outage.
     */
    private static final Duration FAILURE_SHARED = Duration.ofSeconds(1);

    private static final CrashPoint LOGGING_IN = CrashPoint.named(
            "payouts.log-in-begun", "an attempt at LinkSaja waits for a token, but the log-in is not sent");
    private static final CrashPoint LOGGED_IN =
            CrashPoint.named("payouts.token-granted", "LinkSaja has granted a token, but no order was sent with it");

    private final Line line;
    private final LogIn logIn;
    private final Duration ttl;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Access.@Nullable Granted held;
    /** Guarded by {@link #renewing}. */
    private @Nullable Failed failed;

    public Tokens(Line line, String email, String password, Duration ttl, Clock clock) {
        this.line = line;
        this.logIn = new LogIn(email, password);
        this.ttl = ttl;
        this.clock = clock;
    }

    Access current() {
        Access.Granted now = held;
        return now != null && isUsable(now) ? now : renew(now);
    }

    /** A new token in place of this token, which the provider has refused. */
    Access renewed(Access.Granted dead) {
        return renew(dead);
    }

    private Access renew(Access.@Nullable Granted seen) {
        renewing.lock();
        try {
            Access.Granted now = held;
            if (now != null && !now.equals(seen) && isUsable(now)) {
                return now;
            }
            Failed before = failed;
            return before != null && clock.instant().isBefore(before.until()) ? before.denied() : loggedIn();
        } finally {
            renewing.unlock();
        }
    }

    private Access loggedIn() {
        LOGGING_IN.reached();
        Access access = access();
        LOGGED_IN.reached();
        switch (access) {
            case Access.Granted granted -> {
                held = granted;
                failed = null;
            }
            case Access.Denied denied ->
                failed = new Failed(denied, clock.instant().plus(FAILURE_SHARED));
        }
        return access;
    }

    private Access access() {
        Reply reply = line.prepare(line.to("/api/v1/thirdparty/authorization").post(logIn));
        return switch (reply) {
            case Reply.NotSent notSent -> new Access.Denied(notSent.reason());
            case Reply.Lost lost -> new Access.Denied("LOG_IN_" + lost.reason());
            case Reply.Answered answered ->
                token(answered)
                        .<Access>map(token ->
                                new Access.Granted(token, clock.instant().plus(ttl)))
                        .orElseGet(() -> new Access.Denied("LOG_IN_HTTP_" + answered.status()));
        };
    }

    private static Optional<String> token(Reply.Answered answered) {
        return answered.object().flatMap((JsonNode answer) -> Json.text(answer, "token"));
    }

    private boolean isUsable(Access.Granted token) {
        return clock.instant().isBefore(token.until());
    }
}
