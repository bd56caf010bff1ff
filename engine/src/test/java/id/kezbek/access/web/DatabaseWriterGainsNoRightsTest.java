package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.SignedJWT;
import id.kezbek.access.AddStaff;
import id.kezbek.access.KeptSigningKeys;
import id.kezbek.partners.Credential;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An attacker who can write to the database but has no master key cannot become another caller. */
@EngineTest
class DatabaseWriterGainsNoRightsTest {

    private static int people;

    private final EngineUnderTest engine;
    private final String email = "insider" + ++people + "@staff.example";
    private final String victim = "victim" + people + "@staff.example";
    private final LogIn logIn;

    DatabaseWriterGainsNoRightsTest(EngineUnderTest engine) {
        this.engine = engine;
        this.logIn = new LogIn(engine, email);
    }

    @AfterEach
    void close() {
        logIn.close();
    }

    @Test
    void refusesTokensOfInsertedPublicKey() throws Exception {
        String good = token(Role.AUDITOR);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair own = generator.generateKeyPair();
        try (KeptSigningKeys kept = new KeptSigningKeys(engine)) {
            sql("update access.signing_key set public_key = ?", own.getPublic().getEncoded());
            sql("update shared.data_version set version = version + 1 where name = 'signing_keys'");
            engine.get(DataVersions.class).refresh();

            SignedJWT forged = new SignedJWT(
                    SignedJWT.parse(good).getHeader(), SignedJWT.parse(good).getJWTClaimsSet());
            forged.sign(new RSASSASigner(own.getPrivate()));
            assertThat(status(forged.serialize())).isEqualTo(401);
            assertThat(status(good)).isEqualTo(200);
        }
    }

    @Test
    void refusesSessionMovedToOtherPersonOrRole() {
        String token = token(Role.AUDITOR);
        UUID admin = staff(victim, Role.ADMIN);
        assertThat(status(token)).isEqualTo(200);

        sql("update access.session set role = 'ADMIN', person = ? where person = ?", admin, engine.staffId(email));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void refusesASessionWithoutAMac() {
        String token = token(Role.AUDITOR);
        sql("update access.session set mac = null where person = ?", engine.staffId(email));
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void refusesRefreshTokenMovedToOtherSession() {
        staff(victim, Role.ADMIN);
        try (LogIn others = new LogIn(engine, victim)) {
            others.through();
        }
        staff(email, Role.AUDITOR);
        String refreshToken = logIn.through().body().get("refresh_token").asString();

        sql(
                "update access.refresh_token set session = (select id from access.session where person = ?)"
                        + " where token_hash = ?",
                engine.staffId(victim),
                Digests.sha256(refreshToken));
        assertThat(logIn.refresh(refreshToken).status()).isEqualTo(401);
    }

    @Test
    void refusesChallengeMovedToOtherPerson() {
        UUID own = staff(email, Role.AUDITOR);
        UUID admin = staff(victim, Role.ADMIN);
        String challenge = logIn.ask().body().get("challenge").asString();
        String code = logIn.code(1);

        sql("update access.challenge set person = ? where person = ?", admin, own);
        assertThat(logIn.answer(challenge, code).status()).isEqualTo(400);
        sql("update access.challenge set person = ?, tries = 0 where person = ?", own, admin);
        assertThat(logIn.answer(challenge, code).status()).isEqualTo(201);
    }

    @Test
    void refusesMovedOrRevivedCredential() {
        Onboarded partner = engine.partner("WRITTEN" + people);
        Onboarded other = engine.partner("OTHER" + people);
        Credential credential = partner.credential();
        CredentialDirectory directory = engine.get(CredentialDirectory.class);
        byte[] key = Digests.sha256(credential.apiKey());
        assertThat(directory.find(credential.apiKey())).isPresent();

        sql(
                "update partners.credential set partner = ? where api_key_hash = ?",
                other.partner().id().value(),
                key);
        assertThat(directory.find(credential.apiKey())).isEmpty();
        sql(
                "update partners.credential set partner = ? where api_key_hash = ?",
                partner.partner().id().value(),
                key);
        assertThat(directory.find(credential.apiKey())).isPresent();

        sql("update partners.credential set expires_at = now() + interval '1 day' where api_key_hash = ?", key);
        assertThat(directory.find(credential.apiKey())).as("another end").isEmpty();
    }

    @Test
    void refusesACredentialWithoutAMac() {
        Onboarded partner = engine.partner("INSERTED" + people);
        CredentialDirectory directory = engine.get(CredentialDirectory.class);
        sql(
                """
                update partners.credential set mac = null, api_key_hash = ? where api_key_hash = ?""",
                Digests.sha256("my own key"),
                Digests.sha256(partner.credential().apiKey()));
        assertThat(directory.find("my own key")).isEmpty();
    }

    private String token(Role role) {
        staff(email, role);
        return logIn.through().body().get("token").asString();
    }

    private UUID staff(String address, Role role) {
        engine.get(AddStaff.class).add(address, "Staff", role);
        return engine.staffId(address);
    }

    private int status(String token) {
        return logIn.current(token).status();
    }

    private void sql(String statement, Object... parameters) {
        assertThat(engine.database().sql(statement).params(parameters).update())
                .as(statement)
                .isPositive();
    }
}
