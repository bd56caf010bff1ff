package id.kezbek.access.pool;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.UserPoolUnderTest;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.adapters.aws.CognitoDoor;
import id.kezbek.testing.WrittenLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A user pool that refuses the engine or one person, or fails. Only the affected person notices. */
@ExtendWith(OutputCaptureExtension.class)
class UserPoolRefusalsTest extends IdentitiesUnderTest {

    @TempDir
    static Path folder;

    private static UserPoolUnderTest users;

    private CognitoDoor door;
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
    void stand() throws IOException {
        door = new CognitoDoor(users.cognito());
        provider = with(door.pool(), users.keys());
    }

    @AfterEach
    void leave() {
        door.close();
    }

    @Override
    IdentityProvider provider() {
        return provider;
    }

    /** Cognito's errors if the engine's client, settings or permissions are wrong. */
    @ParameterizedTest
    @CsvSource({
        "NotAuthorizedException, 'SecretHash does not match for the client: engine'",
        "NotAuthorizedException, 'Client engine is configured with secret but SECRET_HASH was not received'",
        "InvalidParameterException, 'Auth flow not enabled for this client'",
        "ResourceNotFoundException, 'User pool client engine does not exist.'",
        "TooManyRequestsException, 'Rate exceeded'"
    })
    void keepsCodeWhilePoolRefusesEngine(String error, String words) {
        String email = staff();
        SignedIn in = signedIn(email);
        UUID challenge = challenge(email, engine.clock().instant());
        door.refuse("AdminInitiateAuth", "", 400, error, words);

        assertAway(() -> answerChallenge().answer(challenge, CODE, REQUESTER));
        assertAway(() -> refreshSession().refresh(in.refreshToken()));
        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Admitted.class);

        door.letAllThrough();
        assertThat(refreshSession().refresh(in.refreshToken())).isPresent();
        assertThat(answerChallenge().answer(challenge, CODE, REQUESTER)).isPresent();
        assertThat(answerChallenge().answer(challenge, CODE, REQUESTER))
                .as("taken once")
                .isEmpty();
    }

    @Test
    void logNamesSettingsAndNoPerson(CapturedOutput output) {
        String email = staff();
        door.refuse(
                "AdminInitiateAuth",
                "",
                400,
                "NotAuthorizedException",
                "SecretHash does not match for the client of " + email);
        assertAway(() -> signedIn(email));
        assertThat(WrittenLog.upToNow(output))
                .contains("Check cezbek.cognito.client-id and cezbek.cognito.client-secret")
                .doesNotContain(
                        email,
                        "SecretHash",
                        engine.get(PoolAccounts.class).password(person(email).id(), null));
    }

    @Test
    void bothCodesStayValidWhilePoolIsUnavailable() {
        String email = staff();
        UUID older = challenge(email, engine.clock().instant());
        AtomicReference<UUID> newer = new AtomicReference<>();
        door.meanwhile(() -> newer.set(challenge(email, engine.clock().instant().plusSeconds(1))));
        door.refuse("AdminGetUser", "", 400, "ResourceNotFoundException", "User pool does not exist.");
        assertAway(() -> answerChallenge().answer(older, CODE, REQUESTER));

        door.letAllThrough();
        assertThat(answerChallenge().answer(older, CODE, REQUESTER)).isPresent();
        assertThat(answerChallenge().answer(newer.get(), CODE, REQUESTER)).isPresent();
    }

    @Test
    void refreshTokenRevokedInPoolEndsSession() {
        SignedIn in = signedIn(staff());
        door.refuse(
                "AdminInitiateAuth",
                "REFRESH_TOKEN_AUTH",
                400,
                "NotAuthorizedException",
                "Refresh Token has been revoked");
        assertThat(refreshSession().refresh(in.refreshToken())).isEmpty();
        assertThat(tokens().check(in.token())).isInstanceOf(TokenCheck.Expired.class);
    }

    /** Of three people who were all disabled. The comparison includes people of other tests. */
    @Test
    void errorForOneUserDoesNotDelayOthers(CapturedOutput output) {
        List<String> emails = List.of(staff(), staff(), staff());
        List<SignedIn> in = emails.stream().map(this::signedIn).toList();
        emails.forEach(email -> users.pool().disable(name(email)));
        door.refuse("AdminGetUser", name(emails.get(1)), 500, "InternalErrorException", "broken");

        assertThat(align(door.pool(), Duration.ofMinutes(1)).failed()).isPositive();
        assertThat(emails.stream().map(email -> failures(output, email))).containsExactly(0L, 1L, 0L);
        assertThat(tokens().check(in.get(0).token())).isInstanceOf(TokenCheck.Expired.class);
        assertThat(tokens().check(in.get(1).token())).isInstanceOf(TokenCheck.Admitted.class);
        assertThat(tokens().check(in.get(2).token())).isInstanceOf(TokenCheck.Expired.class);

        door.letAllThrough();
        align(door.pool(), Duration.ofMinutes(2));
        assertThat(failures(output, emails.get(1))).as("told before").isEqualTo(1);
        assertThat(tokens().check(in.get(1).token())).isInstanceOf(TokenCheck.Expired.class);
    }

    private long failures(CapturedOutput output, String email) {
        String name = name(email);
        return WrittenLog.upToNow(output)
                .lines()
                .filter(line -> line.contains("did not respond for one user") && line.contains(name))
                .count();
    }

    @Test
    void unavailablePoolEndsComparison() {
        signedIn(staff());
        assertAway(() -> align(users.cognito().poolThatIsAway(), Duration.ofMinutes(1)));
    }
}
