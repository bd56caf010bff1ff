package id.kezbek.access.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.AccessSettings;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues RS256 tokens with the engine's own keys, without a user pool. */
@Component
public class BuiltInIssuer implements IdentityProvider {

    private static final String ROLE = "role";
    private static final String PARTNER = "partner";
    private static final String SESSION = "sid";
    /** The engine's tokens have about 600 characters; much longer tokens are not parsed. */
    private static final int TOKEN_MAX = 2048;

    private final SigningKeys keys;
    private final AccessSettings settings;
    private final Ids ids;
    private final Clock clock;

    BuiltInIssuer(SigningKeys keys, AccessSettings settings, Ids ids, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public IssuedToken issue(Caller caller, @Nullable UUID endsWith, Duration timeToLive) {
        SigningKey key = keys.signing();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(timeToLive);
        UUID id = ids.next();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(caller.subject())
                .claim(ROLE, caller.role().name())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(Ids.text(id));
        if (caller.partner() != null) {
            claims.claim(PARTNER, caller.partner().value());
        }
        if (endsWith != null) {
            claims.claim(SESSION, Ids.text(endsWith));
        }
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.id()).build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new RSASSASigner(key.privateKey()));
        } catch (JOSEException broken) {
            throw new IllegalStateException("A token could not be signed", broken);
        }
        return new IssuedToken(token.serialize(), id, expiresAt, timeToLive);
    }

    /** The built-in issuer accepts every person that the engine accepts. */
    @Override
    public Optional<IssuedToken> signIn(LogIn logIn) {
        return Optional.of(issue(logIn.caller(), logIn.session(), logIn.timeToLive()));
    }

    @Override
    public Optional<IssuedToken> renew(LogIn logIn) {
        return signIn(logIn);
    }

    @Override
    public Optional<Identity> decode(String token) {
        if (token.length() > TOKEN_MAX) {
            return Optional.empty();
        }
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            return isOurs(parsed) ? identity(parsed.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException notAToken) {
            return Optional.empty();
        }
    }

    /**
     * The algorithm is fixed. If the token could choose the algorithm, an attacker could choose no algorithm or a weak
     * algorithm.
     */
    private boolean isOurs(SignedJWT token) throws JOSEException {
        JWSHeader header = token.getHeader();
        if (!JWSAlgorithm.RS256.equals(header.getAlgorithm()) || header.getKeyID() == null) {
            return false;
        }
        Optional<SigningKey> key = keys.find(header.getKeyID());
        return key.isPresent() && token.verify(new RSASSAVerifier(key.get().publicKey()));
    }

    private Optional<Identity> identity(JWTClaimsSet claims) throws ParseException {
        Date expires = claims.getExpirationTime();
        String role = claims.getStringClaim(ROLE);
        if (!settings.issuer().equals(claims.getIssuer())
                || expires == null
                || role == null
                || claims.getJWTID() == null
                || claims.getSubject() == null) {
            return Optional.empty();
        }
        @Nullable Long partner = claims.getLongClaim(PARTNER);
        Caller caller =
                new Caller(Role.valueOf(role), claims.getSubject(), partner == null ? null : new PartnerId(partner));
        String session = claims.getStringClaim(SESSION);
        return Optional.of(new Identity(
                caller,
                session == null ? null : Ids.parse(session),
                expires.toInstant(),
                Ids.parse(claims.getJWTID())));
    }
}
