package id.kezbek.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.platform.aws.CognitoUnderTest;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a user pool of Cognito's, or of what plays it. */
class UserPoolIdentitiesTest extends IdentityProviderContract {

    @TempDir
    static Path folder;

    private static CognitoUnderTest cognito;
    private static PublishedKeys keys;

    private IdentityProvider provider;

    @BeforeAll
    static void open() throws IOException {
        cognito = CognitoUnderTest.start(folder);
        keys = new PublishedKeys(cognito.keys());
    }

    @AfterAll
    static void close() {
        if (cognito != null) {
            cognito.close();
            keys.close();
        }
    }

    @BeforeEach
    void make() {
        provider = with(cognito.pool());
    }

    @Override
    IdentityProvider provider() {
        return provider;
    }

    private UserPoolIdentities with(UserPool pool) {
        return new UserPoolIdentities(
                pool,
                engine.get(PoolAccounts.class),
                partners(),
                engine.get(BuiltInIssuer.class),
                keys.url(),
                Duration.ofSeconds(10));
    }

    @Test
    void aPersonHasOneUserInThePoolWhoKnowsRoleAndPartner() {
        String email = staff();
        signedIn(email);
        signedIn(email);
        UserPool.User user = cognito.pool().find(name(email)).orElseThrow();
        assertThat(user.isEnabled()).isTrue();
        assertThat(user.profile()).isEqualTo(new UserPool.Profile(email, "FINANCE", null));
    }

    @Test
    void theNextLogInTellsThePoolOfAnotherRole() {
        String email = staff();
        signedIn(email);
        engine.get(Staff.class).changeRole(person(email).id(), Role.AUDITOR);
        signedIn(email);
        assertThat(cognito.pool().find(name(email)).orElseThrow().profile().role())
                .isEqualTo("AUDITOR");
    }

    @Test
    void thePasswordIsGeneratedAndKeptSealed() {
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
        assertThat(cognito.pool().logIn(name(email), password)).isInstanceOf(UserPool.Answer.Admitted.class);
        assertThat(cognito.pool().logIn(name(email), password + "x")).isInstanceOf(UserPool.Answer.Wrong.class);
    }

    @Test
    void aPoolThatHasAnotherPasswordIsGivenOursOnceMore() {
        String email = staff();
        signedIn(email);
        cognito.pool().setPassword(name(email), "Restored-from-a-backup-1");
        assertThat(tokens().check(signedIn(email).token())).isInstanceOf(TokenCheck.Admitted.class);
    }

    @Test
    void whoIsDisabledThereNeitherLogsInNorGoesOn() {
        String email = staff();
        SignedIn in = signedIn(email);
        cognito.pool().disable(name(email));

        assertThat(provider.signIn(logIn(session(email)))).isEmpty();
        assertThat(provider.renew(logIn(in.session()))).isEmpty();
        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
        assertThat(tokens().check(in.token())).as("its session ended").isInstanceOf(TokenCheck.Expired.class);
    }

    @Test
    void whoIsDisabledThereIsOutWhenTheTwoAreCompared() {
        String email = staff();
        SignedIn in = signedIn(email);
        SignedIn another = signedIn(staff());
        cognito.pool().disable(name(email));

        align();

        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(tokens().check(another.token())).isInstanceOf(TokenCheck.Admitted.class);
    }

    @Test
    void whoWasRemovedHereIsDisabledThere() {
        String email = staff();
        String name = name(email);
        signedIn(email);
        engine.get(Staff.class).remove(person(email).id());

        align();

        assertThat(cognito.pool().find(name).orElseThrow().isEnabled()).isFalse();
    }

    @Test
    void aGenuineTokenThatTheEngineDidNotHandOutAdmitsNobody() {
        String email = staff();
        signedIn(email);
        String password = engine.get(PoolAccounts.class).password(person(email).id(), null);
        UserPool.Answer.Admitted gotElsewhere =
                (UserPool.Answer.Admitted) cognito.pool().logIn(name(email), password);
        assertThat(provider.decode(gotElsewhere.token())).isEmpty();
    }

    @Test
    void aSessionFromBeforeThePoolVouchedForPeopleGoesOn() {
        Session session = session(staff());
        assertThat(provider.renew(logIn(session)))
                .hasValueSatisfying(
                        token -> assertThat(sessionOf(token.token())).contains(session.id()));
    }

    @Test
    void isOutOfServiceWhileThePoolIsAwayAndUsesNothingUp() {
        SignedIn in = signedIn(staff());
        IdentityProvider here = provider;
        provider = with(cognito.poolThatIsAway());
        assertAway(() -> provider.signIn(logIn(session(staff()))));
        assertAway(() -> refreshSession().refresh(in.refreshToken()));
        assertThat(tokens().check(in.token())).as("nobody need be asked").isInstanceOf(TokenCheck.Admitted.class);
        provider = here;
        assertThat(refreshSession().refresh(in.refreshToken())).isPresent();
    }

    private static void assertAway(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.OUT_OF_SERVICE));
    }

    private void align() {
        engine.clock().advance(Duration.ofMinutes(1));
        new AlignUserPool(
                        cognito.pool(),
                        engine.get(PoolAccounts.class),
                        engine.get(Staff.class),
                        officers(),
                        engine.get(Sessions.class),
                        engine.get(EndSession.class),
                        engine.clock())
                .run(Duration.ofSeconds(30));
        engine.clock().reset();
    }

    private String name(String email) {
        return UserPoolIdentities.name(person(email).id());
    }
}
