package id.kezbek.access;

import id.kezbek.shared.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who vouches for callers: the built-in issuer here, a cloud's user pool elsewhere. */
public interface IdentityProvider {

    /** A signed token and the time from which it is no longer good. */
    record IssuedToken(String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "IssuedToken[hidden, expires " + expiresAt + "]";
        }
    }

    /**
     * What a genuine token says; whether it has expired is the asker's business, who may ask again later.
     *
     * @param endsWith a person's session, or the credential of a partner's system; null where only its time ends it
     */
    record Identity(Caller caller, @Nullable UUID endsWith, Instant expiresAt) {}

    /** A token that nothing but its time ends. */
    default IssuedToken issue(Caller caller, Duration timeToLive) {
        return issue(caller, null, timeToLive);
    }

    /** @param endsWith as in {@link Identity} */
    IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive);

    /** What the token says, where this provider signed it for us; empty for every other text. */
    Optional<Identity> decode(String token);
}
