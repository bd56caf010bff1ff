package id.kezbek.access.tokens;

import id.kezbek.shared.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues and checks tokens: the built-in issuer, or a cloud's user pool. */
public interface IdentityProvider {

    /**
     * A signed token with its end and its lifetime.
     *
     * @param id the token's own id, by which it can be ended; null for a user pool's, which ends with its session
     */
    record IssuedToken(String token, @Nullable UUID id, Instant expiresAt, Duration timeToLive) {

        @Override
        public String toString() {
            return "IssuedToken[hidden, expires " + expiresAt + "]";
        }
    }

    /**
     * The content of a genuine token; the caller checks the expiry.
     *
     * @param endsWith a person's session, or the credential of a partner's system; null if only its time ends it
     * @param id the token's own id; null for a user pool's
     */
    record Identity(
            Caller caller,
            @Nullable UUID endsWith,
            Instant expiresAt,
            @Nullable UUID id) {}

    /**
     * A person with a new or continued session.
     *
     * @param timeToLive of the token, if the engine decides it
     */
    record LogIn(UUID session, UUID person, Caller caller, Duration timeToLive) {}

    /** A token that only its time ends. */
    default IssuedToken issue(Caller caller, Duration timeToLive) {
        return issue(caller, null, timeToLive);
    }

    /**
     * A token for a caller outside the user pool: a partner's system that signed its request.
     *
     * @param endsWith as in {@link Identity}
     */
    IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive);

    /**
     * A token for a person after a right code; a new person is created at the provider. Never in a transaction, because
     * it may call another system.
     *
     * @return empty if the provider refuses this person
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if it does not answer in time
     */
    Optional<IssuedToken> signIn(LogIn logIn);

    /** A new token of a continued session; otherwise as {@link #signIn}. */
    Optional<IssuedToken> renew(LogIn logIn);

    /**
     * The content of a token, if this provider signed it for us; empty for any other text. The notation is checked
     * before ({@link id.kezbek.shared.security.CanonicalBase64#isToken}).
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if its keys are not available
     */
    Optional<Identity> decode(String token);
}
