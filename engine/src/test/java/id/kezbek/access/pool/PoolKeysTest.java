package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.PublishedKeys;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of a pool, and their rotation. */
class PoolKeysTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NONE = Duration.ofMillis(1);

    private RSAKey first;
    private RSAKey second;
    private PublishedKeys published;

    @BeforeEach
    void publish() throws Exception {
        first = new RSAKeyGenerator(2048).keyID("first").generate();
        second = new RSAKeyGenerator(2048).keyID("second").generate();
        published = new PublishedKeys(new JWKSet(first.toPublicJWK()).toString());
    }

    @AfterEach
    void close() {
        published.close();
    }

    @Test
    void learnsANewKeyFromTheFirstTokenThatNamesIt() throws Exception {
        PoolKeys keys = keys(LONG);
        assertThat(keys.signed(token(first))).isTrue();
        assertThat(keys.signed(token(first))).isTrue();
        assertThat(published.fetches()).as("known keys are not fetched").isEqualTo(1);

        published.publish(new JWKSet(second.toPublicJWK()));

        assertThat(keys.signed(token(second))).isTrue();
        assertThat(published.fetches()).isEqualTo(2);
        assertThat(keys.signed(token(first))).as("the key that was withdrawn").isFalse();
    }

    @Test
    void fetchesAtMostTwicePerIntervalForUnknownKeys() throws Exception {
        PoolKeys keys = keys(LONG);
        for (int n = 0; n < 30; n++) {
            RSAKey unknown = new RSAKey.Builder(second).keyID("unknown-" + n).build();
            assertThat(keys.signed(token(unknown))).isFalse();
        }
        assertThat(keys.signed(token(first))).as("the genuine one goes on").isTrue();
        assertThat(published.fetches()).isLessThanOrEqualTo(2);
    }

    @Test
    void knownKeysStayValidWhilePoolIsUnavailable() throws Exception {
        PoolKeys keys = keys(NONE);
        assertThat(keys.signed(token(first))).isTrue();
        published.goAway();
        assertThat(keys.signed(token(first))).isTrue();
        assertThat(keys.signed(token(second))).isFalse();
        assertThat(keys.signed(token(first))).isTrue();
    }

    @Test
    void isOutOfServiceWithoutAnyKey() throws Exception {
        published.goAway();
        PoolKeys keys = keys(LONG);
        for (int n = 0; n < 4; n++) {
            SignedJWT token = token(first);
            assertThatThrownBy(() -> keys.signed(token))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE));
        }
        assertThat(published.fetches()).isLessThanOrEqualTo(2);
    }

    private PoolKeys keys(Duration interval) throws Exception {
        return new PoolKeys(URI.create(published.url()).toURL(), interval);
    }

    private static SignedJWT token(RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject("somebody").build());
        token.sign(new RSASSASigner(key));
        return token;
    }
}
