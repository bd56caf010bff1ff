package id.kezbek.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.kezbek.access.IdentityProvider.Identity;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks tokens. Verifying a signature costs tens of microseconds and a token is shown thousands of times, so genuine
 * ones are remembered; whether one has expired is looked at each time, and so is the session of a person's token, which
 * costs a look-up that purchases never pay. Forgeries are not remembered: they could push the genuine ones out.
 */
@Component
public class Tokens {

    private static final int REMEMBERED_MAX = 10_000;
    private static final TokenCheck EXPIRED = new TokenCheck.Expired();
    private static final TokenCheck UNKNOWN = new TokenCheck.Unknown();

    /** A genuine token's answer, made once. */
    private record Genuine(TokenCheck admitted, @Nullable UUID session, long expiresAtMillis) {

        static Genuine of(Identity identity) {
            return new Genuine(
                    new TokenCheck.Admitted(identity.caller(), null),
                    identity.session(),
                    identity.expiresAt().toEpochMilli());
        }
    }

    private final IdentityProvider identities;
    private final Sessions sessions;
    private final Clock clock;
    private final Cache<String, Genuine> genuine =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    Tokens(IdentityProvider identities, Sessions sessions, Clock clock) {
        this.identities = identities;
        this.sessions = sessions;
        this.clock = clock;
    }

    public TokenCheck check(String token) {
        @Nullable Genuine known = genuine.getIfPresent(token);
        if (known == null) {
            known = identities.decode(token).map(Genuine::of).orElse(null);
            if (known == null) {
                return UNKNOWN;
            }
            genuine.put(token, known);
        }
        if (clock.millis() >= known.expiresAtMillis()) {
            return EXPIRED;
        }
        @Nullable UUID session = known.session();
        return session == null ? known.admitted() : ofSession(session);
    }

    private TokenCheck ofSession(UUID id) {
        return sessions.find(id)
                .<TokenCheck>map(session -> new TokenCheck.Admitted(session.caller(), session))
                .orElse(EXPIRED);
    }
}
