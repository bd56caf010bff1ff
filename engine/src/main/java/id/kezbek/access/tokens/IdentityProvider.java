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
     * A signed token with its expiry and its lifetime.
     *
     * @param id the token's own id, by which the engine can revoke it; null for a user pool's token
     */
    record IssuedToken(String token, @Nullable UUID id, Instant expiresAt, Duration timeToLive) {

        @Override
        public String toString() {
            return "IssuedToken[hidden, expires " + expiresAt + "]";
        }
    }

    /**
     * The content of a token with a valid signature. The caller must check the expiry.
     *
     * @param endsWith the id of the person's session or of the system's credential; the token ends with it; null for a
     *     token with neither
     * @param id the token's own id; null for a user pool's token
     */
    record Identity(
            Caller caller,
            @Nullable UUID endsWith,
            Instant expiresAt,
            @Nullable UUID id) {}

    /**
     * The person and the session for which a token is requested.
     *
     * @param timeToLive the token's lifetime, if the engine chooses it
     */
    record LogIn(UUID session, UUID person, Caller caller, Duration timeToLive) {}

    /** Issues a token that cannot be revoked and is valid until its expiry. */
    default IssuedToken issue(Caller caller, Duration timeToLive) {
        return issue(caller, null, timeToLive);
    }

    /**
     * Issues a token for a caller that is not in the user pool: a partner's system that signed its log-in.
     *
     * @param endsWith as in {@link Identity}
     */
    IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive);

    /**
     * Issues a token for a person who entered a correct code. Creates the person at the provider if necessary. Never
     * call this method in a transaction, because it may call another system.
     *
     * @return empty if the provider refuses this person
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the provider does not respond in time
     */
    Optional<IssuedToken> signIn(LogIn logIn);

    /** Issues a new token for an open session; otherwise like {@link #signIn}. */
    Optional<IssuedToken> renew(LogIn logIn);

    /**
     * The content of a token that this provider signed for the engine; empty for any other text. The caller must check
     * the token with {@link id.kezbek.shared.security.CanonicalBase64#isToken} first.
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE if the provider's keys are not available
     */
    Optional<Identity> decode(String token);
}
