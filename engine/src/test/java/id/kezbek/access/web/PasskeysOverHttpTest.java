package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.StaffTokens;
import id.kezbek.access.retention.ForgetExpired;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.PasskeysRequired;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Passkeys of staff over HTTP: what they are for, and what an attacker tries. */
@EngineTest
class PasskeysOverHttpTest {

    private static final String INVALID = "400 passkey-invalid";
    private static final String REQUIRED = "403 passkey-required";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final EngineUnderTest engine;
    private final PasskeyCalls calls;

    PasskeysOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
        this.calls = new PasskeyCalls(engine);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        calls.close();
    }

    @Test
    void theCodeAloneLogsNobodyInWhoHasAPasskey() {
        String email = staff(Role.FINANCE);
        TestAuthenticator authenticator = authenticator();
        try (LogIn person = new LogIn(engine, email)) {
            PasskeyLogIn first = PasskeyLogIn.start(person);
            assertThat(first.asked().v2()).as("without a passkey").isEqualTo("409 state-conflict");
            String token = token(first.codeAlone());
            assertThat(calls.list(token)).isEmpty();
            Answer added = calls.add(token, "laptop", authenticator, null);
            assertThat(added.status()).isEqualTo(201);
            assertThat(calls.list(token)).containsExactly("laptop");

            PasskeyLogIn second = PasskeyLogIn.start(person);
            assertThat(second.codeAlone().v2()).isEqualTo(REQUIRED);
            JsonNode options = second.options();
            assertThat(options.get("rpId").asString()).isEqualTo("localhost");
            assertThat(options.get("userVerification").asString()).isEqualTo("required");
            assertThat(options.toString()).doesNotContain("null");
            Answer in = second.with(authenticator.asserted(options));

            assertThat(in.status()).isEqualTo(201);
            assertThat(second.with(authenticator.asserted(options)).v2())
                    .as("the code again")
                    .isEqualTo("400 otp-invalid");
            Eventually.holds(
                    "the person is told",
                    () -> person.mails().stream()
                            .anyMatch(mail -> mail.text().contains("The passkey \"laptop\" is now needed")));
            assertThat(engine.count("approvals.audit where act = 'PASSKEY_ADDED' and subject = 'passkey "
                            + added.body().get("id").asString() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void noForgedAnswerIsAccepted() {
        String email = staff(Role.OPERATIONS);
        TestAuthenticator authenticator = authenticator();
        TestAuthenticator others = authenticator();
        try (LogIn person = new LogIn(engine, email)) {
            assertThat(calls.add(token(PasskeyLogIn.start(person).codeAlone()), "mine", authenticator, null)
                            .status())
                    .isEqualTo(201);
            String thiefs = engine.get(StaffTokens.class).issue(staff(Role.OPERATIONS), Duration.ofHours(1));
            assertThat(calls.add(thiefs, "theirs", others, null).status()).isEqualTo(201);
            PasskeyLogIn one = PasskeyLogIn.start(person);

            JsonNode first = one.options();
            String replayed = authenticator.asserted(first);
            assertThat(detail(one.with(others.asserted(one.options())))).contains("not a passkey of this person");
            assertThat(detail(one.with(replayed))).contains("answers another challenge");
            authenticator.origin = "https://kezbek.evil.example";
            assertThat(detail(one.with(authenticator.asserted(one.options()))))
                    .as("five tries are used up by now")
                    .contains("wrong or expired");

            PasskeyLogIn two = PasskeyLogIn.start(person);
            assertThat(detail(two.with(authenticator.asserted(two.options())))).contains("page of another site");
            authenticator.origin = origin();
            authenticator.unlocks = false;
            assertThat(detail(two.with(authenticator.asserted(two.options())))).contains("not unlocked");
            authenticator.unlocks = true;

            PasskeyLogIn three = PasskeyLogIn.start(person);
            authenticator.relyingParty = "elsewhere.example";
            assertThat(three.with(authenticator.asserted(three.options())).v2()).isEqualTo(INVALID);
            authenticator.relyingParty = "localhost";
            String forged = authenticator.asserted(three.options()).replaceAll("(\"signature\":\".{20})..", "$1AA");
            assertThat(detail(three.with(forged))).contains("not genuine");

            PasskeyLogIn four = PasskeyLogIn.start(person);
            assertThat(four.with("{}").v2()).isEqualTo(INVALID);
            assertThat(four.with("{\"id\":1,\"rawId\":null,\"response\":[]}").v2())
                    .isEqualTo(INVALID);
            assertThat(four.with(authenticator.asserted(four.options())).status())
                    .as("the right one, after all these")
                    .isEqualTo(201);
        }
    }

    @Test
    void aCounterThatGoesBackAndAChallengeThatExpiredAreRefused() {
        String email = staff(Role.AUDITOR);
        TestAuthenticator authenticator = authenticator();
        try (LogIn person = new LogIn(engine, email)) {
            authenticator.counter = 100;
            assertThat(calls.add(token(PasskeyLogIn.start(person).codeAlone()), "counts", authenticator, null)
                            .status())
                    .isEqualTo(201);

            PasskeyLogIn login = PasskeyLogIn.start(person);
            authenticator.counter = 90;
            assertThat(detail(login.with(authenticator.asserted(login.options()))))
                    .contains("counter decreased");
            authenticator.counter = 200;
            String late = authenticator.asserted(login.options());
            engine.clock().advance(Duration.ofMinutes(6));
            assertThat(detail(login.with(late))).contains("expired");
        }
    }

    @Test
    void aThiefOfTheSessionNeitherAddsNorRemovesAPasskey() {
        TestAuthenticator own = authenticator();
        String token = engine.get(StaffTokens.class).issue(staff(Role.FINANCE), Duration.ofHours(1));
        String id = calls.add(token, "own", own, null).body().get("id").asString();
        TestAuthenticator thiefs = authenticator();

        assertThat(calls.add(token, "thief's", thiefs, null).v2()).isEqualTo(REQUIRED);
        assertThat(calls.add(token, "thief's", thiefs, thiefs).v2()).isEqualTo(INVALID);
        assertThat(calls.post(token, "/api/v2/passkeys/" + id + "/remove", "{}").status())
                .isEqualTo(400);
        assertThat(calls.remove(token, id, thiefs).v2()).isEqualTo(INVALID);
        String stranger = engine.get(StaffTokens.class).issue(staff(Role.ADMIN), Duration.ofHours(1));
        assertThat(calls.remove(stranger, id, own).v2()).as("another's passkey").isEqualTo("404 not-found");
        assertThat(calls.list(token)).containsExactly("own");

        assertThat(calls.add(token, "second", thiefs, own).status()).isEqualTo(201);
        assertThat(calls.add(token, "second again", thiefs, own).v2()).isEqualTo("409 state-conflict");
        assertThat(calls.remove(token, id, thiefs).status()).isEqualTo(204);
        assertThat(calls.list(token)).containsExactly("second");
    }

    @Test
    void twoOthersRemoveWhatAPersonLost() {
        String email = staff(Role.ADMIN);
        String own = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
        assertThat(calls.add(own, "lost", authenticator(), null).status()).isEqualTo(201);
        String id = Ids.text(engine.staffId(email));
        String path = "/api/v2/staff/" + id + "/passkeys/remove";
        String reason = "{\"reason\":\"called and could be recognised\"}";
        String one = engine.get(StaffTokens.class).issue(staff(Role.ADMIN), Duration.ofHours(1));
        String other = engine.get(StaffTokens.class).issue(staff(Role.ADMIN), Duration.ofHours(1));

        assertThat(calls.post(own, path, reason).v2()).as("the person proposes").isEqualTo("403 forbidden");
        Answer proposed = calls.post(one, path, reason);
        assertThat(proposed.status()).isEqualTo(202);
        String approve = "/api/v2/approvals/" + proposed.body().get("id").asString() + "/approve";
        assertThat(calls.post(one, approve, "").status())
                .as("one person is not two")
                .isEqualTo(403);
        assertThat(calls.post(own, approve, "").v2()).as("the person approves").isEqualTo("403 forbidden");
        assertThat(calls.list(own)).containsExactly("lost");
        assertThat(calls.post(other, approve, "").status()).isEqualTo(200);

        assertThat(calls.get(own, "/api/v2/passkeys").v2()).isEqualTo("401 session-expired");
        assertThat(calls.post(one, path, reason).v2()).isEqualTo("409 state-conflict");
        try (LogIn person = new LogIn(engine, email)) {
            assertThat(PasskeyLogIn.start(person).codeAlone().status()).isEqualTo(201);
            Eventually.holds(
                    "the person is told",
                    () -> person.mails().stream()
                            .anyMatch(mail -> mail.text().contains("Two administrators removed all passkeys")));
        }
    }

    @Test
    void whereTheyAreRequiredTheFirstIsRegisteredBeforeAnythingElse() {
        String email = staff(Role.FINANCE);
        TestAuthenticator authenticator = authenticator();
        String before = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
        String officer = PartnerSamples.email(
                engine.partner("PKREQ" + PEOPLE.incrementAndGet()).partner().code());
        try (PasskeysRequired _ = PasskeysRequired.in(engine);
                LogIn person = new LogIn(engine, email);
                LogIn partners = new LogIn(engine, officer)) {
            assertThat(partners.through().status()).as("officers need none").isEqualTo(201);
            PasskeyLogIn login = PasskeyLogIn.start(person);
            assertThat(login.codeAlone().v2()).isEqualTo(REQUIRED);
            Answer asked = login.asked();
            assertThat(asked.body().has("get")).isFalse();
            assertThat(login.with(authenticator.asserted(asked.body().get("create")))
                            .v2())
                    .isEqualTo(INVALID);
            JsonNode create = login.asked().body().get("create");

            Answer in = login.with(authenticator.created(create));

            String token = token(in);
            assertThat(calls.list(token)).containsExactly("Passkey");
            assertThat(calls.get(before, "/api/v2/passkeys").v2())
                    .as("a session of before")
                    .isEqualTo("401 session-expired");
            String id = calls.get(token, "/api/v2/passkeys")
                    .body()
                    .at("/items/0/id")
                    .asString();
            assertThat(calls.remove(token, id, authenticator).v2())
                    .as("the last one")
                    .isEqualTo("409 state-conflict");
            PasskeyLogIn next = PasskeyLogIn.start(person);
            assertThat(next.with(authenticator.asserted(next.options())).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void aFirstPasskeyAndARemovalEndTheOtherSessions() {
        String email = staff(Role.FINANCE);
        StaffTokens tokens = engine.get(StaffTokens.class);
        String own = tokens.issue(email, Duration.ofHours(1));
        String thiefs = tokens.issue(email, Duration.ofHours(1));
        TestAuthenticator authenticator = authenticator();

        String id =
                calls.add(own, "first", authenticator, null).body().get("id").asString();
        assertThat(calls.get(thiefs, "/api/v2/passkeys").v2()).isEqualTo("401 session-expired");
        String second = tokens.issue(email, Duration.ofHours(1));
        assertThat(calls.add(own, "second", authenticator(), authenticator).status())
                .isEqualTo(201);
        assertThat(calls.list(second)).as("a further passkey ends none").containsExactly("first", "second");

        assertThat(calls.remove(own, id, authenticator).status()).isEqualTo(204);
        assertThat(calls.get(second, "/api/v2/passkeys").v2()).isEqualTo("401 session-expired");
        assertThat(calls.list(own)).containsExactly("second");
        assertThat(engine.count("approvals.audit where act = 'PASSKEY_REMOVED' and subject = 'passkey " + id
                        + "' and detail::jsonb ->> 'sessions_ended' = '1'"))
                .isEqualTo(1);
    }

    /** The same rows serve the console and v2. */
    @Test
    void logInsThatStopBeforeThePasskeyReachTheSecurityLogOnce() {
        engine.clock().advance(Duration.ofMinutes(7));
        engine.get(ForgetExpired.class).forget();
        String email = staff(Role.FINANCE);
        String token = engine.get(StaffTokens.class).issue(email, Duration.ofHours(1));
        assertThat(calls.add(token, "laptop", authenticator(), null).status()).isEqualTo(201);
        assertThat(calls.post(token, "/api/v2/passkeys:challenge", "").status())
                .as("a session's challenge is no log-in")
                .isEqualTo(201);
        try (LogIn person = new LogIn(engine, email)) {
            assertThat(PasskeyLogIn.start(person).asked().status()).isEqualTo(201);
            assertThat(PasskeyLogIn.start(person).asked().status()).isEqualTo(201);
        }
        double before = failedLogIns();

        engine.clock().advance(Duration.ofMinutes(7));
        engine.get(ForgetExpired.class).forget();

        assertThat(failedLogIns() - before).as("two log-ins of one person").isEqualTo(1);
    }

    @Test
    void aLogInWaitsForTheFirstPasskeyThatIsBeingAdded() {
        String email = staff(Role.FINANCE);
        try (LogIn person = new LogIn(engine, email)) {
            PasskeyLogIn login = PasskeyLogIn.start(person);
            CompletableFuture<Answer> answer = new CompletableFuture<>();

            // Adds a passkey as the engine does: under the lock of the member. The log-in has begun when it commits.
            engine.get(TransactionTemplate.class).executeWithoutResult(status -> {
                JdbcClient jdbc = engine.get(JdbcClient.class);
                jdbc.sql("select id from access.staff where id = ? for no key update")
                        .param(engine.staffId(email))
                        .query(UUID.class)
                        .single();
                int holder =
                        jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
                answer.completeAsync(login::codeAlone, Thread::startVirtualThread);
                Eventually.holds(
                        "the log-in waits",
                        () -> engine.count("pg_stat_activity where " + holder + " = any(pg_blocking_pids(pid))") > 0);
                jdbc.sql("""
                                insert into access.passkey (id, staff, credential_id, credential, name, transports,
                                  counter, is_copyable, is_copied, created_at, mac)
                                values (?, ?, uuid_send(?), '', 'new', '', 0, false, false, now(), '')""")
                        .params(UUID.randomUUID(), engine.staffId(email), UUID.randomUUID())
                        .update();
            });

            assertThat(answer.join().v2()).isEqualTo(REQUIRED);
        }
    }

    private double failedLogIns() {
        return engine.get(MeterRegistry.class)
                .get("cezbek.security.events")
                .tag("event", SecurityEvent.LOGIN_FAILED.label())
                .counter()
                .count();
    }

    @Test
    void aRowThatTheEngineDidNotWriteLogsNobodyIn() {
        String victim = staff(Role.ADMIN);
        TestAuthenticator thiefs = authenticator();
        String thief = staff(Role.FINANCE);
        String token = engine.get(StaffTokens.class).issue(thief, Duration.ofHours(1));
        assertThat(calls.add(token, "thief's", thiefs, null).status()).isEqualTo(201);
        int moved = engine.database()
                .sql("update access.passkey set staff = ? where staff = ?")
                .params(engine.staffId(victim), engine.staffId(thief))
                .update();
        assertThat(moved).isEqualTo(1);
        try (LogIn person = new LogIn(engine, victim)) {
            PasskeyLogIn login = PasskeyLogIn.start(person);
            assertThat(login.with(thiefs.asserted(login.options())).v2()).isEqualTo(INVALID);
            assertThat(login.codeAlone().v2()).as("nor without one").isEqualTo(REQUIRED);
        }
    }

    private static String token(Answer in) {
        assertThat(in.status()).isEqualTo(201);
        return in.body().get("token").asString();
    }

    private static String detail(Answer refused) {
        assertThat(refused.status()).isEqualTo(400);
        return refused.body().get("detail").asString();
    }

    private TestAuthenticator authenticator() {
        return new TestAuthenticator(origin());
    }

    private String origin() {
        return "http://localhost:" + engine.port();
    }

    private String staff(Role role) {
        String email = "passkey" + PEOPLE.incrementAndGet() + "@staff.example";
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }
}
