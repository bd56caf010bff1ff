package id.kezbek.access.signin;

import id.kezbek.access.sessions.Session;
import java.time.Duration;
import java.time.Instant;

/**
 * The result of a log-in or a refresh.
 *
 * @param timeToLive the token's lifetime
 * @param refreshableUntil when the refresh token expires
 */
public record SignedIn(
        Session session,
        String token,
        Instant expiresAt,
        Duration timeToLive,
        String refreshToken,
        Instant refreshableUntil) {

    @Override
    public String toString() {
        return "SignedIn[" + session + "]";
    }
}
