package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.KeptSigningKeys;
import id.kezbek.access.people.Person;
import id.kezbek.access.people.Staff;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.sessions.Tokens;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.IdentityProvider.Identity;
import id.kezbek.access.tokens.IdentityProvider.IssuedToken;
import id.kezbek.access.tokens.SigningKeys;
import id.kezbek.partners.Partner;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The common behaviour of all identity providers, with the engine's own sessions and database. */
abstract class IdentityProviderContract extends IdentitiesUnderTest {

    /** Counts the partners, which both kinds of provider create in one database. */
    private static int number;

    @Test
    void newPersonLogsInAndTokenIdentifiesPerson() {
        Session session = session(staff());
        IssuedToken token = provider().signIn(logIn(session)).orElseThrow();

        Identity identity = provider().decode(token.token()).orElseThrow();
        assertThat(identity.caller()).isEqualTo(session.caller());
        assertThat(identity.endsWith()).isEqualTo(session.id());
        assertThat(identity.expiresAt())
                .isEqualTo(token.expiresAt())
                .isAfter(engine.clock().instant());
        assertThat(token.timeToLive()).isPositive();
        assertThat(token.toString()).doesNotContain(token.token());
    }

    @Test
    void officerKeepsPartner() {
        Partner onboarded = engine.partner("OF" + ++number).partner();
        PartnerId partner = onboarded.id();
        String email = PartnerSamples.email(onboarded.code());
        Session session = session(email);
        IssuedToken token = provider().signIn(logIn(session)).orElseThrow();
        assertThat(provider().decode(token.token()).orElseThrow().caller())
                .isEqualTo(new Caller(Role.OFFICER, email, partner));
    }

    @Test
    void eachSessionHasSeparateTokens() {
        String email = staff();
        Session one = session(email);
        Session other = session(email);
        String ofOne = provider().signIn(logIn(one)).orElseThrow().token();
        String ofOther = provider().signIn(logIn(other)).orElseThrow().token();
        assertThat(ofOne).isNotEqualTo(ofOther);
        assertThat(sessionOf(ofOne)).contains(one.id());
        assertThat(sessionOf(ofOther)).contains(other.id());
    }

    @Test
    void sessionContinuesWithNewToken() {
        Session session = session(staff());
        String first = provider().signIn(logIn(session)).orElseThrow().token();
        String second = provider().renew(logIn(session)).orElseThrow().token();
        String third = provider().renew(logIn(session)).orElseThrow().token();
        assertThat(first).isNotEqualTo(second);
        assertThat(sessionOf(second)).contains(session.id());
        assertThat(sessionOf(third)).contains(session.id());
        assertThat(sessionOf(first))
                .as("the one before is good until its time is over")
                .contains(session.id());
    }

    @Test
    void systemNeedsNoLogIn() {
        Caller system = new Caller(Role.PARTNER, "SYSTEM", new PartnerId(1));
        UUID credential = UUID.randomUUID();
        String token = provider().issue(system, credential, Duration.ofHours(1)).token();
        Identity identity = provider().decode(token).orElseThrow();
        assertThat(identity.caller()).isEqualTo(system);
        assertThat(identity.endsWith()).isEqualTo(credential);
    }

    @Test
    void refusesForeignSignatures() throws Exception {
        Session session = session(staff());
        String token = provider().signIn(logIn(session)).orElseThrow().token();
        SignedJWT genuine = SignedJWT.parse(token);
        String[] parts = token.split("\\.");
        String otherClaims =
                provider().signIn(logIn(session(staff()))).orElseThrow().token().split("\\.")[1];

        assertThat(provider().decode(parts[0] + "." + otherClaims + "." + parts[2]))
                .isEmpty();
        assertThat(provider().decode(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(provider().decode(new PlainJWT(genuine.getJWTClaimsSet()).serialize()))
                .isEmpty();
        assertThat(provider().decode(forged(genuine, genuine.getHeader().getKeyID())))
                .isEmpty();
        assertThat(provider().decode(forged(genuine, "unknown"))).isEmpty();
        assertThat(provider().decode("")).isEmpty();
        assertThat(provider().decode("no.token.at.all")).isEmpty();
        assertThat(provider().decode("a".repeat(100_000))).isEmpty();
        assertThat(provider().decode(token)).as("the genuine one").isPresent();
    }

    @Test
    void refusesOtherSpellingsOfToken() {
        String token = signedIn(staff()).token();
        Tokens tokens = tokens();
        for (String other :
                new String[] {token + "=", token + "==", " " + token, token + " ", token.replaceFirst("\\.", "=.")}) {
            assertThat(tokens.check(other)).isInstanceOf(TokenCheck.Unknown.class);
        }
        assertThat(tokens.check(token)).isInstanceOf(TokenCheck.Admitted.class);
    }

    /** A session without the identity provider, as after a break-glass code: the provider may be unavailable then. */
    @Test
    void engineIssuesTokenForSession() {
        Session session = session(staff());
        String token = provider()
                .issue(session.caller(), session.id(), Duration.ofHours(1))
                .token();
        assertThat(tokens().check(token)).isEqualTo(new TokenCheck.Admitted(session.caller(), session));
    }

    /** A token of this session, signed with the current key of people's tokens. */
    abstract String signed(Session session) throws Exception;

    /** Changes the key for people's tokens; the former key stays valid. */
    abstract void changeKey() throws Exception;

    @Test
    void anotherKeySignsAndTokensOfTheFormerOneStayGoodUntilTheirEnd() throws Exception {
        try (KeptSigningKeys kept = new KeptSigningKeys(engine)) {
            Session session = session(staff());
            String former = signed(session);
            Tokens tokens = tokens();
            assertThat(tokens.check(former)).isInstanceOf(TokenCheck.Admitted.class);

            changeKey();

            String latter = signed(session);
            assertThat(SignedJWT.parse(latter).getHeader().getKeyID())
                    .isNotEqualTo(SignedJWT.parse(former).getHeader().getKeyID());
            assertThat(tokens.check(latter)).isInstanceOf(TokenCheck.Admitted.class);
            Instant end = provider().decode(former).orElseThrow().expiresAt();
            Duration left = Duration.between(engine.clock().instant(), end);
            engine.clock().advance(left.minusSeconds(20));
            assertThat(tokens.check(former)).as("remembered").isInstanceOf(TokenCheck.Admitted.class);
            assertThat(tokens().check(former)).as("first seen").isInstanceOf(TokenCheck.Admitted.class);
            engine.clock().advance(Duration.ofSeconds(21));
            assertThat(tokens.check(former)).isInstanceOf(TokenCheck.Expired.class);
        }
    }

    /** The engine signs the tokens of systems itself, with any identity provider. */
    @Test
    void leakedKeyEndsAtOnceWithItsCachedTokens() {
        try (KeptSigningKeys kept = new KeptSigningKeys(engine)) {
            Caller system = new Caller(Role.PARTNER, "SYSTEM", new PartnerId(1));
            Tokens tokens = tokens();
            String former = provider().issue(system, Duration.ofHours(1)).token();
            assertThat(tokens.check(former)).isInstanceOf(TokenCheck.Admitted.class);

            rotateTheEnginesKey(true);

            assertThat(provider().decode(former)).isEmpty();
            assertThat(tokens.check(former)).isInstanceOf(TokenCheck.Unknown.class);
            String latter = provider().issue(system, Duration.ofHours(1)).token();
            assertThat(tokens.check(latter)).isInstanceOf(TokenCheck.Admitted.class);
        }
    }

    void rotateTheEnginesKey(boolean endsFormer) {
        transactions.executeWithoutResult(
                status -> engine.get(SigningKeys.class).rotate(endsFormer));
        engine.get(DataVersions.class).refresh();
    }

    @Test
    void removedPersonIsRefusedAtNextCallAndRefresh() {
        String email = staff();
        Person person = person(email);
        SignedIn in = signedIn(email);
        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Admitted.class);

        engine.get(Staff.class).remove(person.id());

        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
    }

    @Test
    void logOutEndsSession() {
        SignedIn in = signedIn(staff());
        engine.get(EndSession.class).end(in.session());
        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
    }

    @Test
    void refreshTokenWorksOnce() {
        SignedIn in = signedIn(staff());
        SignedIn renewed = refreshSession().refresh(in.refreshToken()).orElseThrow();
        assertThat(tokens().check(renewed.token())).isInstanceOf(TokenCheck.Admitted.class);
        assertThat(refreshSession().refresh(in.refreshToken()))
                .as("shown twice: it is in two hands")
                .isEmpty();
        assertThat(tokens().check(renewed.token())).isInstanceOf(TokenCheck.Expired.class);
    }

    /** A token with the same claims, signed with a foreign key. */
    static String forged(SignedJWT genuine, String keyId) throws JOSEException, ParseException {
        RSAKey somebodys = new RSAKeyGenerator(2048).keyID(keyId).generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), genuine.getJWTClaimsSet());
        forged.sign(new RSASSASigner(somebodys));
        return forged.serialize();
    }
}
