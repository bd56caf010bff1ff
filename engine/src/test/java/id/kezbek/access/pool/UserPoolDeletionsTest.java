package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.UserPoolUnderTest;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.Session;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.IdentityProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who was deleted in the pool cannot log in. A user who was never in the pool can. */
class UserPoolDeletionsTest extends IdentitiesUnderTest {

    @TempDir
    static Path folder;

    private static UserPoolUnderTest users;

    private IdentityProvider provider;

    @BeforeAll
    static void open() throws IOException {
        users = UserPoolUnderTest.start(folder);
    }

    @AfterAll
    static void close() {
        if (users != null) {
            users.close();
        }
    }

    @BeforeEach
    void make() {
        provider = with(users.pool(), users.keys());
    }

    @Override
    IdentityProvider provider() {
        return provider;
    }

    @Test
    void deletedUserIsRefusedAndNotRecreated() {
        String email = staff();
        SignedIn in = signedIn(email);
        users.cognito().delete(name(email));

        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(provider.signIn(logIn(session(email)))).isEmpty();
        assertThat(users.pool().find(name(email))).isEmpty();
    }

    /** As after an upgrade from a version that did not record the pool. */
    @Test
    void userSeenAtRefreshIsNotRecreated() {
        String email = staff();
        SignedIn in = signedIn(email);
        forgetWhichPoolHas(email);
        SignedIn refreshed = refreshSession().refresh(in.refreshToken()).orElseThrow();
        users.cognito().delete(name(email));

        assertThat(refreshSession().refresh(refreshed.refreshToken())).isEmpty();
        assertThat(provider.signIn(logIn(session(email)))).isEmpty();
        assertThat(users.pool().find(name(email))).isEmpty();
    }

    @Test
    void userSeenByComparisonIsNotRecreated() {
        String withASession = staff();
        signedIn(withASession);
        String withoutAny = staff();
        endSession(signedIn(withoutAny).session());
        for (String email : List.of(withASession, withoutAny)) {
            forgetWhichPoolHas(email);
        }
        align(users.pool(), Duration.ofMinutes(1));
        for (String email : List.of(withASession, withoutAny)) {
            users.cognito().delete(name(email));
            assertThat(provider.signIn(logIn(session(email)))).isEmpty();
            assertThat(users.pool().find(name(email))).isEmpty();
        }
    }

    private void forgetWhichPoolHas(String email) {
        engine.database()
                .sql("update access.pool_account set known_to = null where person = ?")
                .param(person(email).id())
                .update();
    }

    private void endSession(Session session) {
        engine.get(EndSession.class).endForNotAdmitted(session);
    }

    @Test
    void newPoolGetsUsers() {
        String email = staff();
        signedIn(email);
        users.cognito().delete(name(email));
        engine.get(PoolAccounts.class)
                .noteKnownTo("https://another.example/pool", person(email).id());
        assertThat(tokens().check(signedIn(email).token())).isInstanceOf(TokenCheck.Admitted.class);
    }

    @Test
    void interruptedLogInIsNotDeletion() {
        String email = staff();
        Session session = session(email);
        provider = with(users.cognito().poolThatIsAway(), users.keys());
        assertAway(() -> provider.signIn(logIn(session)));
        provider = with(users.pool(), users.keys());
        assertThat(provider.signIn(logIn(session))).isPresent();
    }
}
