package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.security.KeyPairGenerator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@EngineTest
class GateOverHttpTest {

    /** An operation that permits no role: a caller with a valid token gets 403. */
    private static final String GUARDED = "/api/v2/nobody";

    private final EngineUnderTest engine;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String good;

    GateOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.good = issue();
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void acceptsValidToken() {
        assertThat(knock(good)).isEqualTo("403 forbidden");
        assertThat(knock(good)).isEqualTo("403 forbidden");
    }

    @Test
    void refusesATokenFromTheSecondItExpires() {
        assertThat(knock(good)).isEqualTo("403 forbidden");
        engine.clock().advance(Duration.ofMinutes(59));
        assertThat(knock(good)).isEqualTo("403 forbidden");
        engine.clock().advance(Duration.ofMinutes(1));
        assertThat(knock(good)).isEqualTo("401 session-expired");
        assertThat(cashbacks(good).v1()).isEqualTo("401 9007");
    }

    @Test
    void refusesExpiredTokenSeenForFirstTime() {
        engine.clock().advance(Duration.ofHours(1));
        assertThat(knock(good)).isEqualTo("401 session-expired");
    }

    @Test
    void refusesAnAlteredToken() {
        String[] parts = good.split("\\.");
        String admin = new PlainJWT(new JWTClaimsSet.Builder().subject("x").build())
                .serialize()
                .split("\\.")[1];
        assertThat(knock(parts[0] + "." + admin + "." + parts[2])).isEqualTo("401 unauthorized");
        assertThat(knock(good.substring(0, good.length() - 9))).isEqualTo("401 unauthorized");
        assertThat(knock(parts[0] + "." + parts[1] + ".")).isEqualTo("401 unauthorized");
    }

    @Test
    void refusesTheAlgorithmNone() throws Exception {
        assertThat(knock(new PlainJWT(SignedJWT.parse(good).getJWTClaimsSet()).serialize()))
                .isEqualTo("401 unauthorized");
    }

    @Test
    void refusesPublicKeyAsHmacSecret() throws Exception {
        SignedJWT original = SignedJWT.parse(good);
        byte[] publicKey = engine.database()
                .sql("select public_key from access.signing_key")
                .query(byte[].class)
                .list()
                .getFirst();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(original.getHeader().getKeyID())
                        .build(),
                original.getJWTClaimsSet());
        forged.sign(new MACSigner(publicKey));
        assertThat(knock(forged.serialize())).isEqualTo("401 unauthorized");
    }

    @Test
    void refusesKeyOfOtherIssuer() throws Exception {
        SignedJWT original = SignedJWT.parse(good);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        SignedJWT forged = new SignedJWT(original.getHeader(), original.getJWTClaimsSet());
        forged.sign(new RSASSASigner(generator.generateKeyPair().getPrivate()));
        assertThat(knock(forged.serialize())).isEqualTo("401 unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "Bearer", "{}.{}.{}"})
    void refusesMalformedToken(String token) {
        assertThat(knock(token)).isEqualTo("401 unauthorized");
    }

    @Test
    void refusesAnOverlongToken() {
        assertThat(knock("a".repeat(5000))).isEqualTo("401 unauthorized");
    }

    @Test
    void refusesOtherSchemes() {
        Answer answer = Call.to(engine.uri(GUARDED))
                .header("Authorization", "Basic dXNlcjpwYXNz")
                .by(client);
        assertThat(answer.v2()).isEqualTo("401 unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void judgesTheChannelBeforeTheToken() {
        assertThat(Call.to(engine.uri("/api/v1/cashbacks"))
                        .post("{}")
                        .by(client)
                        .v1())
                .isEqualTo("401 9009");
        assertThat(Call.to(engine.uri("/api/v1/cashbacks"))
                        .header("x-client-channel", "B2BCLIENT")
                        .post("{}")
                        .by(client)
                        .v1())
                .isEqualTo("401 9005");
        assertThat(Call.to(engine.uri("/api/partner/v1/transactions"))
                        .header("x-client-channel", "B2BCLIENT")
                        .bearer(good)
                        .by(client)
                        .v1())
                .isEqualTo("401 9009");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"FINANCE", "AUDITOR"})
    void refusesStaffWithoutTheRole(Role role) {
        assertThat(Call.to(engine.uri("/api/v1/partners"))
                        .bearer(engine.staffToken(role))
                        .header("content-type", "multipart/form-data; boundary=x")
                        .post("--x--\r\n")
                        .by(client)
                        .v1())
                .isEqualTo("401 9005");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/error", "/actuator", "/actuator/env", "/consoles", "/api/v2/anything", "/api/v2/faulty"})
    void deniesEverythingElse(String path) {
        String outcome = path.equals("/error") || path.equals("/api/v2/faulty") ? "40[45] .*" : "401 unauthorized";
        assertThat(Call.to(engine.uri(path)).by(client).v2()).matches(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/", "/actuator/prometheus", "/%61ctuator"})
    void servesNoMetricsHere(String path) {
        for (String token : new String[] {good, engine.staffToken(Role.ADMIN)}) {
            assertThat(Call.to(engine.uri(path)).bearer(token).by(client).v2()).isEqualTo("404 not-found");
        }
    }

    @Test
    void servesHealthAndPingWithoutToken() {
        assertThat(Call.to(engine.uri("/actuator/health/liveness")).by(client).status())
                .isEqualTo(200);
        Answer ping = Call.to(engine.uri("/api/ping")).by(client);
        assertThat(ping.v1()).isEqualTo("200 8000");
        assertThat(ping.data().asString()).isEqualTo("pong");
    }

    private String knock(String token) {
        return Call.to(engine.uri(GUARDED)).bearer(token).by(client).v2();
    }

    private Answer cashbacks(String token) {
        return Call.to(engine.uri("/api/v1/cashbacks/628118770510"))
                .header("x-client-channel", "B2BCLIENT")
                .bearer(token)
                .by(client);
    }

    private String issue() {
        return engine.get(IdentityProvider.class)
                .issue(new Caller(Role.PARTNER, "LAJADA", new PartnerId(1)), Duration.ofHours(1))
                .token();
    }
}
