package id.kezbek.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.kezbek.access.IdentityProvider.Identity;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks tokens. Verifying a signature costs tens of microseconds and a token is shown thousands of times, so genuine
 * ones are remembered; whether one has expired is looked at each time, and so is what it ends with: of a
 * person's token its session, which costs a look-up that purchases never pay, of a system's its credential, in memory. Forgeries are not remembered: they could push the genuine ones out.
 */
@Component
public class Tokens {

    private static final int REMEMBERED_MAX = 10_000;
    private static final TokenCheck EXPIRED = new TokenCheck.Expired();
    private static final TokenCheck UNKNOWN = new TokenCheck.Unknown();

    /** A genuine token's answer, made once. */
    private record Genuine(
            TokenCheck admitted,
            boolean isOfSystem,
            @Nullable UUID endsWith,
            long expiresAtMillis) {

        static Genuine of(Identity identity) {
            return new Genuine(
                    new TokenCheck.Admitted(identity.caller(), null),
                    identity.caller().role() == Role.PARTNER,
                    identity.endsWith(),
                    identity.expiresAt().toEpochMilli());
        }
    }

    private final IdentityProvider identities;
    private final Sessions sessions;
    private final CredentialDirectory credentials;
    private final Clock clock;
    private final Cache<String, Genuine> genuine =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    Tokens(IdentityProvider identities, Sessions sessions, CredentialDirectory credentials, Clock clock) {
        this.identities = identities;
        this.sessions = sessions;
        this.credentials = credentials;
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
        @Nullable UUID endsWith = known.endsWith();
        if (endsWith == null) {
            return known.admitted();
        }
        if (known.isOfSystem()) {
            return credentials.isGood(endsWith) ? known.admitted() : EXPIRED;
        }
        return ofSession(endsWith);
    }

    private TokenCheck ofSession(UUID id) {
        return sessions.find(id)
                .<TokenCheck>map(session -> new TokenCheck.Admitted(session.caller(), session))
                .orElse(EXPIRED);
    }
}
