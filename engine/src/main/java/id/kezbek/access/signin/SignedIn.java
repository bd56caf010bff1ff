package id.kezbek.access.signin;

import id.kezbek.access.sessions.Session;
import java.time.Duration;
import java.time.Instant;

/**
 * What a caller gets who has logged in or refreshed a session.
 *
 * @param timeToLive of the token
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
