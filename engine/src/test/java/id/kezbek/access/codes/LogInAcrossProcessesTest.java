package id.kezbek.access.codes;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.sessions.EndSession;
import id.kezbek.access.sessions.TokenCheck;
import id.kezbek.access.sessions.Tokens;
import id.kezbek.access.signin.AnswerChallenge;
import id.kezbek.access.signin.RefreshSession;
import id.kezbek.access.signin.SignedIn;
import id.kezbek.access.tokens.IdentityProvider;
import id.kezbek.access.tokens.SigningKeys;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.TwoProcesses;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A person can use a different process for each step of a log-in. */
class LogInAcrossProcessesTest {

    private static final Requester REQUESTER = new Requester(Requester.Surface.V2, "192.0.2.9");
    private static int number;

    @Test
    void otherProcessAcceptsAndCountsAnswers() {
        String email = staff();
        Challenge challenge = TwoProcesses.get(0, RequestChallenge.class).ask(email, REQUESTER);

        assertThat(TwoProcesses.get(1, RequestChallenge.class)
                        .ask(email, REQUESTER)
                        .id())
                .as("each call has a challenge of its own")
                .isNotEqualTo(challenge.id());
        String code = code(challenge.id());
        Optional<SignedIn> signedIn =
                TwoProcesses.get(1, AnswerChallenge.class).answer(challenge.id(), code, REQUESTER);
        assertThat(signedIn).isPresent();
        assertThat(TwoProcesses.get(0, AnswerChallenge.class).answer(challenge.id(), code, REQUESTER))
                .isEmpty();
    }

    @Test
    void triesAreTogetherNoMoreThanOnOne() {
        Challenge challenge = TwoProcesses.get(0, RequestChallenge.class).ask(staff(), REQUESTER);
        String code = code(challenge.id());
        String wrong = (code.charAt(0) == '0' ? '1' : '0') + code.substring(1);
        for (int i = 0; i < 5; i++) {
            assertThat(TwoProcesses.get(i, AnswerChallenge.class).answer(challenge.id(), wrong, REQUESTER))
                    .isEmpty();
        }
        assertThat(TwoProcesses.get(1, AnswerChallenge.class).answer(challenge.id(), code, REQUESTER))
                .isEmpty();
    }

    @Test
    void newKeyVerifiesOnOtherProcessAtOnce() {
        Caller system = new Caller(Role.PARTNER, "SYSTEM", new PartnerId(1));
        String former = token(1, system);
        TwoProcesses.get(0, TransactionTemplate.class)
                .executeWithoutResult(
                        status -> TwoProcesses.get(0, SigningKeys.class).rotate(true));
        TwoProcesses.get(0, DataVersions.class).refresh();
        TwoProcesses.CLOCK.advance(Duration.ofSeconds(2));

        String latter = token(0, system);
        assertThat(TwoProcesses.get(1, Tokens.class).check(latter)).isInstanceOf(TokenCheck.Admitted.class);

        TwoProcesses.get(1, DataVersions.class).refresh();
        assertThat(TwoProcesses.get(1, Tokens.class).check(former)).isInstanceOf(TokenCheck.Unknown.class);
        assertThat(TwoProcesses.get(0, Tokens.class).check(token(1, system)))
                .as("the other signs by the new one")
                .isInstanceOf(TokenCheck.Admitted.class);
    }

    private static String token(int process, Caller caller) {
        return TwoProcesses.get(process, IdentityProvider.class)
                .issue(caller, Duration.ofHours(1))
                .token();
    }

    @Test
    void logOutAndReuseApplyToBothProcesses() {
        SignedIn first = signedIn();
        assertThat(TwoProcesses.get(1, Tokens.class).check(first.token())).isInstanceOf(TokenCheck.Admitted.class);
        TwoProcesses.get(0, EndSession.class).end(first.session());
        assertThat(TwoProcesses.get(1, Tokens.class).check(first.token())).isInstanceOf(TokenCheck.Expired.class);

        SignedIn second = signedIn();
        assertThat(TwoProcesses.get(0, RefreshSession.class).refresh(second.refreshToken()))
                .isPresent();
        assertThat(TwoProcesses.get(1, RefreshSession.class).refresh(second.refreshToken()))
                .isEmpty();
        assertThat(TwoProcesses.get(0, Tokens.class).check(second.token())).isInstanceOf(TokenCheck.Expired.class);
    }

    @Test
    void answersWhileAnotherCodeIsRequested() throws Exception {
        for (int round = 0; round < 20; round++) {
            String email = staff();
            Challenge challenge = TwoProcesses.get(0, RequestChallenge.class).ask(email, REQUESTER);
            String code = code(challenge.id());
            TwoProcesses.CLOCK.advance(RequestChallenge.COOL_DOWN);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Challenge> asked = threads.submit(
                        () -> TwoProcesses.get(0, RequestChallenge.class).ask(email, REQUESTER));
                Future<Optional<SignedIn>> answered = threads.submit(
                        () -> TwoProcesses.get(1, AnswerChallenge.class).answer(challenge.id(), code, REQUESTER));
                UUID newer = asked.get().id();
                assertThat(newer).isNotEqualTo(challenge.id());
                assertThat(answered.get()).as("the earlier code stays good").isPresent();
                assertThat(TwoProcesses.get(1, AnswerChallenge.class).answer(newer, code(newer), REQUESTER))
                        .as("and so is the newer one")
                        .isPresent();
            } finally {
                TwoProcesses.CLOCK.reset();
            }
        }
    }

    private static SignedIn signedIn() {
        Challenge challenge = TwoProcesses.get(0, RequestChallenge.class).ask(staff(), REQUESTER);
        return TwoProcesses.get(1, AnswerChallenge.class)
                .answer(challenge.id(), code(challenge.id()), REQUESTER)
                .orElseThrow();
    }

    /** The code that the e-mail would contain; no job runs there. */
    private static String code(UUID challenge) {
        byte[] sealed = TwoProcesses.database()
                .sql("select sealed_code from access.challenge where id = ?")
                .param(challenge)
                .query(byte[].class)
                .single();
        return TwoProcesses.get(0, OneTimeCodes.class).open(challenge, sealed);
    }

    private static String staff() {
        String email = "processes-" + ++number + "@kezbek.example";
        TwoProcesses.get(0, AddStaff.class).add(email, "Somebody", Role.FINANCE);
        return email;
    }
}
