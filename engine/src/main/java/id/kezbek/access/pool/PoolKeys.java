package id.kezbek.access.pool;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.net.URL;
import java.security.Key;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The published keys of a user pool. For a token with an unknown key id, the engine fetches the keys again, at most
 * twice in the configured interval. While the pool is unavailable, the fetched keys remain valid for 12 hours.
 */
final class PoolKeys {

    private static final Logger log = LoggerFactory.getLogger(PoolKeys.class);
    private static final int ANSWER_WITHIN_MILLIS = 1_000;
    private static final int BYTES_MAX = 100_000;
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Duration ONE_FETCH = Duration.ofSeconds(3);
    private static final Duration OUTAGE = Duration.ofHours(12);

    private final JWSVerificationKeySelector<SecurityContext> keys;
    private volatile boolean isKnown;

    PoolKeys(URL published, Duration interval) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                        published, new DefaultResourceRetriever(ANSWER_WITHIN_MILLIS, ANSWER_WITHIN_MILLIS, BYTES_MAX))
                .refreshAheadCache(false)
                .cache(GOOD_FOR.toMillis(), ONE_FETCH.toMillis())
                .rateLimited(interval.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        // The algorithm is fixed. If the token could choose the algorithm, an attacker could choose no algorithm or a
        // weak algorithm.
        this.keys = new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, source);
    }

    /** @throws Refusal OUT_OF_SERVICE if the keys were never fetched and cannot be fetched now */
    boolean signed(SignedJWT token) throws JOSEException {
        for (Key key : candidates(token)) {
            if (key instanceof RSAPublicKey publicKey && token.verify(new RSASSAVerifier(publicKey))) {
                return true;
            }
        }
        return false;
    }

    private List<? extends Key> candidates(SignedJWT token) {
        if (token.getHeader().getKeyID() == null) {
            return List.of();
        }
        try {
            List<? extends Key> found = keys.selectJWSKeys(token.getHeader(), null);
            isKnown = true;
            return found;
        } catch (RateLimitReachedException fetchedJustNow) {
            if (isKnown) {
                return List.of();
            }
            throw away(fetchedJustNow);
        } catch (KeySourceException away) {
            throw away(away);
        }
    }

    private static Refusal away(KeySourceException away) {
        log.warn(
                "The user pool's keys could not be fetched: {}", away.getClass().getSimpleName());
        return new Refusal(ErrorCode.OUT_OF_SERVICE, "core engines are out of service, try again");
    }
}
