package id.kezbek.access.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.kezbek.access.people.People;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.access.tokens.IdentityProvider.Identity;
import id.kezbek.access.tokens.SigningKeys;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.CanonicalBase64;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks tokens. The check of a signature takes tens of microseconds, and a token is used thousands of times. So
 * genuine tokens are cached. Each use still checks the token's expiry and its session or credential. For a person's
 * token, this check queries the session in the database. For a system's token, the credentials and ended tokens are in
 * memory, so a purchase needs no query. After a change of the signing keys, each cached token is verified again,
 * because its key may have been revoked. Forged tokens are not cached, because they could displace genuine tokens. A
 * token is valid in exactly one Base64 notation. The engine refuses any other notation of the same bytes before it
 * verifies the signature.
 */
@Component
public class Tokens {

    private static final int REMEMBERED_MAX = 10_000;
    private static final TokenCheck EXPIRED = new TokenCheck.Expired(null);
    private static final TokenCheck UNKNOWN = new TokenCheck.Unknown();

    /**
     * The cached result of a genuine token.
     *
     * @param system the id and hash of a system's token; null for a person's token
     * @param keys the valid keys at the time of the verification
     */
    private record Genuine(
            TokenCheck.Admitted admitted,
            @Nullable SystemToken system,
            @Nullable UUID endsWith,
            long expiresAtMillis,
            SigningKeys.InForce keys) {

        static Genuine of(String token, Identity identity, SigningKeys.InForce keys) {
            boolean isOfSystem = identity.caller().role() == Role.PARTNER;
            return new Genuine(
                    new TokenCheck.Admitted(identity.caller(), null),
                    isOfSystem ? SystemToken.of(token, identity) : null,
                    identity.endsWith(),
                    identity.expiresAt().toEpochMilli(),
                    keys);
        }
    }

    /**
     * A system's token.
     *
     * @param id the token's own id; empty if the token has no id
     * @param hash the token's hash, which identifies an ended token without an id
     */
    private record SystemToken(String id, String hash) {

        static SystemToken of(String token, Identity identity) {
            return new SystemToken(
                    identity.id() == null ? "" : identity.id().toString(),
                    HexFormat.of().formatHex(Digests.sha256(token)));
        }
    }

    private final IdentityProvider identities;
    private final SigningKeys signingKeys;
    private final Sessions sessions;
    private final People people;
    private final CredentialDirectory credentials;
    private final EndedTokens endedTokens;
    private final Clock clock;
    private final Cache<String, Genuine> genuine =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    public Tokens(
            IdentityProvider identities,
            SigningKeys signingKeys,
            Sessions sessions,
            People people,
            CredentialDirectory credentials,
            EndedTokens endedTokens,
            Clock clock) {
        this.identities = identities;
        this.signingKeys = signingKeys;
        this.sessions = sessions;
        this.people = people;
        this.credentials = credentials;
        this.endedTokens = endedTokens;
        this.clock = clock;
    }

    public TokenCheck check(String token) {
        SigningKeys.InForce keys = signingKeys.inForce();
        @Nullable Genuine known = genuine.getIfPresent(token);
        if (known == null || known.keys() != keys) {
            known = (CanonicalBase64.isToken(token) ? identities.decode(token) : Optional.<Identity>empty())
                    .map(identity -> Genuine.of(token, identity, keys))
                    .orElse(null);
            if (known == null) {
                genuine.invalidate(token);
                return UNKNOWN;
            }
            genuine.put(token, known);
        }
        if (clock.millis() >= known.expiresAtMillis()) {
            return EXPIRED;
        }
        @Nullable UUID endsWith = known.endsWith();
        if (endsWith == null) {
            return ofNoSession(known);
        }
        @Nullable SystemToken system = known.system();
        if (system != null) {
            return credentials.isGood(endsWith) && !isEnded(system) ? known.admitted() : ended(known);
        }
        return ofSession(endsWith, known);
    }

    private boolean isEnded(SystemToken token) {
        return endedTokens.contains(token.id()) || endedTokens.contains(token.hash());
    }

    /** A staff token without a session is refused after the person was removed or got another role. */
    private TokenCheck ofNoSession(Genuine known) {
        Caller caller = known.admitted().caller();
        boolean isGone = caller.role().isStaff()
                && people.find(caller)
                        .filter(now -> now.role() == caller.role())
                        .isEmpty();
        return isGone ? ended(known) : known.admitted();
    }

    private TokenCheck ofSession(UUID id, Genuine known) {
        return sessions.find(id)
                .<TokenCheck>map(session -> new TokenCheck.Admitted(session.caller(), session))
                .or(() -> sessions.findSuspended(id).map(TokenCheck.Suspended::new))
                .orElseGet(() -> ended(known));
    }

    private static TokenCheck ended(Genuine known) {
        return new TokenCheck.Expired(known.admitted().caller());
    }
}
