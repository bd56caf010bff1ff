package id.kezbek.payouts.providers.snap;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.Reply;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Caches access tokens, each until shortly before it expires. One caller renews a token while the other callers wait.
 */
final class SnapTokens {

    /** A token, or the reason why there is no token. */
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

    private record Grant(@JsonProperty("grantType") String type) {}

    /** The assumed lifetime of a token if the response does not contain one. */
    private static final Duration USUAL_LIFE = Duration.ofSeconds(900);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    /** A token is not used any more when its remaining lifetime is shorter than this, because a call takes time. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Line line;
    private final String path;
    private final String clientId;
    private final PrivateKey key;
    private final Clock clock;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Access.@Nullable Granted held;

    SnapTokens(Line line, String path, String clientId, PrivateKey key, Clock clock) {
        this.line = line;
        this.path = path;
        this.clientId = clientId;
        this.key = key;
        this.clock = clock;
    }

    /** @param refused a token that the provider has just refused; null if there is none */
    Access current(Access.@Nullable Granted refused) {
        Access.Granted now = held;
        return isUsable(now, refused) ? Objects.requireNonNull(now) : renewed(refused);
    }

    private Access renewed(Access.@Nullable Granted refused) {
        renewing.lock();
        try {
            Access.Granted now = held;
            if (now != null && isUsable(now, refused)) {
                return now;
            }
            Access access = asked();
            held = access instanceof Access.Granted granted ? granted : null;
            return access;
        } finally {
            renewing.unlock();
        }
    }

    private boolean isUsable(Access.@Nullable Granted token, Access.@Nullable Granted refused) {
        return token != null
                && !token.equals(refused)
                && clock.instant().isBefore(token.until().minus(MARGIN));
    }

    private Access asked() {
        Instant now = clock.instant();
        String timestamp = Snap.timestamp(now);
        Reply reply = line.prepare(line.to(path)
                .header("X-TIMESTAMP", timestamp)
                .header("X-CLIENT-KEY", clientId)
                .header("X-SIGNATURE", SnapSignature.ofTokenRequest(key, clientId, timestamp))
                .post(new Grant("client_credentials")));
        return switch (reply) {
            case Reply.NotSent notSent -> new Access.Denied(notSent.reason());
            case Reply.Lost lost -> new Access.Denied("TOKEN_" + lost.reason());
            case Reply.Answered answered ->
                answered.object()
                        .flatMap(json -> Json.text(json, "accessToken")
                                .<Access>map(token ->
                                        new Access.Granted(token, now.plus(life(Json.text(json, "expiresIn"))))))
                        .orElseGet(() -> new Access.Denied("TOKEN_HTTP_" + answered.status()));
        };
    }

    private static Duration life(Optional<String> seconds) {
        return seconds.filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(life -> life.compareTo(LONGEST_LIFE) <= 0)
                .orElse(USUAL_LIFE);
    }
}
