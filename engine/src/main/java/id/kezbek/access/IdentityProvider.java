package id.kezbek.access;

import id.kezbek.shared.security.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who vouches for callers: the built-in issuer here, a cloud's user pool elsewhere. */
public interface IdentityProvider {

    /**
     * A signed token, the time from which it is no longer good, and how long that is from its issue on.
     *
     * @param id the token's own, under which it can be ended; null for a user pool's, which ends with its session
     */
    record IssuedToken(String token, @Nullable UUID id, Instant expiresAt, Duration timeToLive) {

        @Override
        public String toString() {
            return "IssuedToken[hidden, expires " + expiresAt + "]";
        }
    }

    /**
     * What a genuine token says; whether it has expired is the asker's business, who may ask again later.
     *
     * @param endsWith a person's session, or the credential of a partner's system; null where only its time ends it
     * @param id the token's own; null for a user pool's
     */
    record Identity(
            Caller caller,
            @Nullable UUID endsWith,
            Instant expiresAt,
            @Nullable UUID id) {}

    /**
     * A person whose session was opened or goes on.
     *
     * @param timeToLive of the token, where it is the engine that decides
     */
    record LogIn(UUID session, UUID person, Caller caller, Duration timeToLive) {}

    /** A token that nothing but its time ends. */
    default IssuedToken issue(Caller caller, Duration timeToLive) {
        return issue(caller, null, timeToLive);
    }

    /**
     * A token for whom no user pool knows: a partner's system that signed its request.
     *
     * @param endsWith as in {@link Identity}
     */
    IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive);

    /**
     * A token for a person who has just shown the code that was sent; one who was never here is made known to the provider.
     * Never inside a transaction: it may be a call to the outside.
     *
     * @return nothing where the provider does not admit this person, whatever the engine says
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where it does not answer in time
     */
    Optional<IssuedToken> signIn(LogIn logIn);

    /** Another token of a session that goes on; else as {@link #signIn}. */
    Optional<IssuedToken> renew(LogIn logIn);

    /**
     * What the token says, where this provider signed it for us; empty for every other text. The text is checked before:
     * it is the only one of its parts ({@link id.kezbek.shared.security.CanonicalBase64#isToken}).
     *
     * @throws id.kezbek.shared.Refusal OUT_OF_SERVICE where nobody can say, because its keys cannot be had
     */
    Optional<Identity> decode(String token);
}
