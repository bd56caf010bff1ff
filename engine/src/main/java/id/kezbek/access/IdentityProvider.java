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

    /** What a genuine token says; whether it has expired is the asker's business, who may ask again later. */
    record Identity(Caller caller, @Nullable UUID session, Instant expiresAt) {}

    /** A token of no session, which nothing but its time ends. */
    default IssuedToken issue(Caller caller, Duration timeToLive) {
        return issue(caller, null, timeToLive);
    }

    /** @param session what the token ends with; null where nothing but its time ends it */
    IssuedToken issue(Caller caller, @Nullable UUID session, Duration timeToLive);

    /** What the token says, where this provider signed it for us; empty for every other text. */
    Optional<Identity> decode(String token);
}
