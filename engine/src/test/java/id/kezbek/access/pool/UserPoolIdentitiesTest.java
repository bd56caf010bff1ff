package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.PublishedKeys;
import id.kezbek.access.UserPool;
import id.kezbek.access.UserPoolUnderTest;
import id.kezbek.access.people.Staff;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.Sessions;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log-in with a user pool of Cognito or its stand-in. */
class UserPoolIdentitiesTest extends IdentityProviderContract {

    @TempDir
    static Path folder;

    private static UserPoolUnderTest users;

    private final List<RSAKey> pairs = new ArrayList<>();
    private IdentityProvider provider;
    private @Nullable PublishedKeys ours;

    @BeforeAll
    static void open() throws IOException {
        users = UserPoolUnderTest.start(folder);
    }

    /** The test signs with its own key. It is published beside the pool's key, as during a rotation. */
    @Override
    String signed(Session session) throws Exception {
        if (ours == null) {
            ours = new PublishedKeys("");
            provider = with(users.pool(), ours);
            changeKey();
        }
        UserPool pool = users.pool();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(pool.issuer())
                .claim("client_id", pool.client())
                .claim("token_use", "access")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(engine.clock().instant().plusSeconds(60)))
                .build();
        return handedOut(session.id(), claims, pairs.getLast());
    }

    @Override
    void changeKey() throws Exception {
        pairs.add(new RSAKeyGenerator(2048).keyID("pair-" + pairs.size()).generate());
        Objects.requireNonNull(ours).publish(new JWKSet(List.<JWK>copyOf(pairs)).toPublicJWKSet());
    }

    @AfterEach
    void withdraw() {
        if (ours != null) {
            ours.close();
        }
    }

    @AfterAll
    static void close() {
        if (users != null) {
            users.close();
        }
    }

    @BeforeEach
    void make() {
        provider = with(users.pool());
    }

    @Override
    IdentityProvider provider() {
        return provider;
    }

    private UserPoolIdentities with(UserPool pool) {
        return with(pool, users.keys());
    }

    @Test
    void createsOneUserWithRoleAndPartner() {
        String email = staff();
        signedIn(email);
        signedIn(email);
        UserPool.User user = users.pool().find(name(email)).orElseThrow();
        assertThat(user.isEnabled()).isTrue();
        assertThat(user.profile()).isEqualTo(new UserPool.Profile(email, "FINANCE", null));
    }

    @Test
    void nextLogInUpdatesRoleInPool() {
        String email = staff();
        signedIn(email);
        engine.get(Staff.class).changeRole(engine.get(Staff.class).find(email).orElseThrow(), Role.AUDITOR);
        signedIn(email);
        assertThat(users.pool().find(name(email)).orElseThrow().profile().role())
                .isEqualTo("AUDITOR");
    }

    @Test
    void generatesPasswordAndStoresItSealed() {
        String email = staff();
        signedIn(email);
        UUID person = person(email).id();
        String password = engine.get(PoolAccounts.class).password(person, null);
        assertThat(password)
                .hasSizeGreaterThan(30)
                .matches(".*[a-z].*")
                .matches(".*[A-Z].*")
                .matches(".*[0-9].*");
        byte[] kept = engine.database()
                .sql("select sealed_password from access.pool_account where person = ?")
                .param(person)
                .query(byte[].class)
                .single();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(password);
        assertThat(users.pool().logIn(name(email), password)).isInstanceOf(UserPool.Answer.Admitted.class);
        assertThat(users.pool().logIn(name(email), password + "x")).isInstanceOf(UserPool.Answer.Wrong.class);
    }

    @Test
    void restoresPasswordChangedInPool() {
        String email = staff();
        signedIn(email);
        users.pool().setPassword(name(email), "Restored-from-a-backup-1");
        assertThat(tokens().check(signedIn(email).token())).isInstanceOf(TokenCheck.Admitted.class);
    }

    @Test
    void disabledUserCannotLogInOrRefresh() {
        String email = staff();
        SignedIn in = signedIn(email);
        users.pool().disable(name(email));

        assertThat(provider.signIn(logIn(session(email)))).isEmpty();
        assertThat(provider.renew(logIn(in.session()))).isEmpty();
        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
        assertThat(tokens().check(in.token())).as("its session ended").isInstanceOf(TokenCheck.Expired.class);
    }

    @Test
    void comparisonEndsSessionsOfDisabledUsers() {
        String email = staff();
        SignedIn in = signedIn(email);
        SignedIn another = signedIn(staff());
        users.pool().disable(name(email));

        align(users.pool(), Duration.ofMinutes(1));

        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(tokens().check(another.token())).isInstanceOf(TokenCheck.Admitted.class);
    }

    @Test
    void disablesRemovedPersonInPool() {
        String email = staff();
        String name = name(email);
        signedIn(email);
        engine.get(Staff.class).remove(person(email).id());

        align(users.pool(), Duration.ofMinutes(1));

        assertThat(users.pool().find(name).orElseThrow().isEnabled()).isFalse();
    }

    @Test
    void refusesPoolTokenWithoutSession() {
        String email = staff();
        signedIn(email);
        String password = engine.get(PoolAccounts.class).password(person(email).id(), null);
        UserPool.Answer.Admitted gotElsewhere =
                (UserPool.Answer.Admitted) users.pool().logIn(name(email), password);
        assertThat(provider.decode(gotElsewhere.token())).isEmpty();
    }

    @Test
    void sessionFromBeforePoolContinues() {
        Session session = session(staff());
        assertThat(provider.renew(logIn(session)))
                .hasValueSatisfying(
                        token -> assertThat(sessionOf(token.token())).contains(session.id()));
    }

    @Test
    void keepsCodeWhilePoolIsUnavailable() {
        SignedIn in = signedIn(staff());
        IdentityProvider here = provider;
        provider = with(users.cognito().poolThatIsAway());
        assertAway(() -> provider.signIn(logIn(session(staff()))));
        assertAway(() -> refreshSession().refresh(in.refreshToken()));
        assertThat(tokens().check(in.token())).as("nobody need be asked").isInstanceOf(TokenCheck.Admitted.class);
        provider = here;
        assertThat(refreshSession().refresh(in.refreshToken())).isPresent();
    }

    @Test
    void refreshCorrectsAttributesInPool() {
        String email = staff();
        SignedIn in = signedIn(email);
        users.pool().change(name(email), new UserPool.Profile(email, "ADMIN", "LAJADA"));
        assertThat(refreshSession().refresh(in.refreshToken())).isPresent();
        assertThat(users.pool().find(name(email)).orElseThrow().profile())
                .isEqualTo(new UserPool.Profile(email, "FINANCE", null));
    }

    /** The pool's own key signed each token and the session exists, so only one claim is wrong. */
    @Test
    void takesOnlyAccessTokensOfThisPoolForThisClient() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("ours").generate();
        UserPool pool = users.pool();
        try (PublishedKeys ours = new PublishedKeys(new JWKSet(key.toPublicJWK()).toString())) {
            provider = with(pool, ours);
            UUID session = session(staff()).id();
            JWTClaimsSet good = new JWTClaimsSet.Builder()
                    .issuer(pool.issuer())
                    .claim("client_id", pool.client())
                    .claim("token_use", "access")
                    .expirationTime(Date.from(engine.clock().instant().plusSeconds(60)))
                    .build();

            assertThat(provider.decode(handedOut(session, good, key))).isPresent();
            for (JWTClaimsSet bad : List.of(
                    new JWTClaimsSet.Builder(good).issuer(pool.issuer() + "2").build(),
                    new JWTClaimsSet.Builder(good).claim("client_id", "another").build(),
                    new JWTClaimsSet.Builder(good).claim("client_id", null).build(),
                    new JWTClaimsSet.Builder(good).claim("token_use", "id").build(),
                    new JWTClaimsSet.Builder(good).claim("token_use", 1).build(),
                    new JWTClaimsSet.Builder(good).expirationTime(null).build())) {
                assertThat(provider.decode(handedOut(session, bad, key)))
                        .as(bad.toString())
                        .isEmpty();
            }
        }
    }

    private String handedOut(UUID session, JWTClaimsSet claims, RSAKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        engine.get(PoolAccounts.class).keepToken(session, token.serialize());
        return token.serialize();
    }

    /** The engine's database user may not delete them; they are deleted with their session. */
    @Test
    void deletesPoolTokensWithSession() {
        Session session = signedIn(staff()).session();
        assertThat(keptOf(session)).isEqualTo(2);
        Instant longAgo = Instant.EPOCH;
        endedAt(session, longAgo);
        assertThat(engine.get(Sessions.class).forget(longAgo.plusSeconds(1), 1_000))
                .as("no other test's")
                .isEqualTo(1);
        assertThat(keptOf(session)).isZero();
    }

    private void endedAt(Session session, Instant end) {
        engine.database()
                .sql("update access.session set ends_at = ? where id = ?")
                .params(Timestamp.from(end), session.id())
                .update();
    }

    private long keptOf(Session session) {
        return engine.database()
                .sql("""
                        select (select count(*) from access.pool_token where session = :id)
                          + (select count(*) from access.pool_session where session = :id)""")
                .param("id", session.id())
                .query(Long.class)
                .single();
    }
}
