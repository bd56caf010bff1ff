package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.access.codes.MailChallenges;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.partners.records.SuspendPartner;
import id.kezbek.shared.Ids;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.WrittenLog;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Log-in of people: officers over v1, staff and officers over v2. */
@EngineTest
@ExtendWith(OutputCaptureExtension.class)
class LogInOverHttpTest {

    private static final String OTP_INVALID_V1 = "400 BR-02";
    private static final String OTP_INVALID_V2 = "400 otp-invalid";
    private static final String ENDED = "401 session-expired";
    private static int number;

    private final EngineUnderTest engine;

    LogInOverHttpTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void turnBack() {
        engine.clock().reset();
    }

    @Test
    void officerLogsInOverV1(CapturedOutput output) {
        Onboarded partner = partner();
        try (LogIn officer =
                new LogIn(engine, PartnerSamples.email(partner.partner().code()))) {
            Answer asked = officer.askV1();
            assertThat(asked.v1()).isEqualTo("200 8000");
            assertThat(asked.data().propertyNames())
                    .containsExactlyInAnyOrder("transaction_id", "transaction_timestamp", "remaining_seconds");
            assertThat(asked.data().get("remaining_seconds").asLong()).isBetween(1L, 60L);
            String transaction = asked.data().get("transaction_id").asString();
            assertThat(transaction).hasSizeLessThanOrEqualTo(30);

            String code = officer.code(1);
            Answer in = officer.answerV1(transaction, code);

            assertThat(in.v1()).isEqualTo("200 8000");
            assertThat(in.data().propertyNames())
                    .containsExactlyInAnyOrder(
                            "url_logo",
                            "msisdn",
                            "email",
                            "code",
                            "company",
                            "token",
                            "refresh_token",
                            "access_token",
                            "expired");
            assertThat(in.data().get("code").asString())
                    .isEqualTo(partner.partner().code());
            assertThat(in.data().get("msisdn").asString())
                    .isEqualTo(PartnerSamples.msisdn(partner.partner().code()));
            assertThat(in.data().get("email").asString())
                    .isEqualTo(PartnerSamples.email(partner.partner().code()));
            assertThat(in.data().get("expired").asLong()).isEqualTo(3600);
            String token = in.data().get("token").asString();
            assertThat(officer.current(token).body().at("/who/role").asString()).isEqualTo("OFFICER");
            assertThat(WrittenLog.upToNow(output))
                    .doesNotContain(token)
                    .doesNotContain(in.data().get("refresh_token").asString())
                    .doesNotContain(PartnerSamples.email(partner.partner().code()))
                    .doesNotContainPattern("(?<![0-9A-Za-z.-])" + code + "(?![0-9A-Za-z-])");
            assertThat(atRest(code)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "OPERATIONS", "FINANCE", "AUDITOR"})
    void staffLogInWithTheirRole(Role role) {
        try (LogIn person = new LogIn(engine, staff(role))) {
            Answer in = person.through();

            assertThat(in.status()).isEqualTo(201);
            assertThat(in.body().at("/who/role").asString()).isEqualTo(role.name());
            assertThat(in.body().at("/who").has("partner")).isFalse();
            Answer current = person.current(in.body().get("token").asString());
            assertThat(current.status()).isEqualTo(200);
            assertThat(current.body().at("/session/id").asString()).hasSize(26);
        }
    }

    @Test
    void suspensionEndsOfficersSession() {
        Onboarded partner = partner();
        PartnerId id = partner.partner().id();
        try (LogIn officer =
                new LogIn(engine, PartnerSamples.email(partner.partner().code()))) {
            String token = officer.through().body().get("token").asString();
            engine.get(SuspendPartner.class).suspend(id, "test");
            assertThat(officer.current(token).v2()).isEqualTo(ENDED);

            assertThat(officer.logOut(token)).isEqualTo(204);

            engine.get(SuspendPartner.class).reactivate(id, "test");
            assertThat(officer.current(token).v2()).isEqualTo(ENDED);
        }
    }

    @Test
    void acceptsCodeOnceAndOnlyForItsChallenge() {
        try (LogIn one = new LogIn(engine, staff(Role.FINANCE));
                LogIn other = new LogIn(engine, staff(Role.FINANCE))) {
            String challenge = one.ask().body().get("challenge").asString();
            String others = other.ask().body().get("challenge").asString();
            String code = one.code(1);

            assertThat(other.answer(others, code).v2()).isEqualTo(OTP_INVALID_V2);
            assertThat(one.answer(challenge, code).status()).isEqualTo(201);
            assertThat(one.answer(challenge, code).v2()).isEqualTo(OTP_INVALID_V2);
            assertThat(one.answer("0".repeat(26), code).v2()).isEqualTo(OTP_INVALID_V2);
        }
    }

    @Test
    void codeThatCannotBeDecryptedDelaysNoOtherLogIn() {
        try (LogIn broken = new LogIn(engine, staff(Role.FINANCE));
                LogIn other = new LogIn(engine, staff(Role.FINANCE))) {
            UUID first = Ids.parse(broken.ask().body().get("challenge").asString());
            String unused = broken.code(1);
            engine.database()
                    .sql("update access.challenge set sealed_code = '\\x0102' where id = ?")
                    .param(first)
                    .update();

            String challenge = other.ask().body().get("challenge").asString();

            assertThat(other.answer(challenge, other.code(1)).status()).isEqualTo(201);
            assertThat(broken.mails()).hasSize(1);
            assertThat(engine.count("access.challenge where sealed_code is not null and id = '" + first + "'"))
                    .isZero();
        }
    }

    @Test
    void oneOfManyConcurrentAnswersLogsIn() throws Exception {
        try (LogIn person = new LogIn(engine, staff(Role.AUDITOR));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String challenge = person.ask().body().get("challenge").asString();
            String code = person.code(1);
            List<Callable<Integer>> calls = IntStream.range(0, 5)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> person.answer(challenge, code).status())
                    .toList();
            List<Integer> statuses =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(4);
        }
    }

    @Test
    void fiveWrongAnswersCloseAChallengeForTheRightOneToo() {
        Onboarded partner = partner();
        try (LogIn officer =
                new LogIn(engine, PartnerSamples.email(partner.partner().code()))) {
            String transaction = officer.askV1().data().get("transaction_id").asString();
            String code = officer.code(1);
            for (int i = 0; i < 5; i++) {
                assertThat(officer.answerV1(transaction, LogIn.wrong(code)).v1())
                        .isEqualTo(OTP_INVALID_V1);
            }
            assertThat(officer.answerV1(transaction, code).v1()).isEqualTo(OTP_INVALID_V1);
        }
    }

    @Test
    void codeExpiresAfterTenMinutes() {
        try (LogIn person = new LogIn(engine, staff(Role.OPERATIONS))) {
            String challenge = person.ask().body().get("challenge").asString();
            String code = person.code(1);
            engine.clock().advance(Duration.ofMinutes(10));
            assertThat(person.answer(challenge, code).v2()).isEqualTo(OTP_INVALID_V2);
        }
    }

    @Test
    void earlierChallengesStayValid() {
        Onboarded partner = partner();
        try (LogIn officer =
                new LogIn(engine, PartnerSamples.email(partner.partner().code()))) {
            String first = officer.askV1().data().get("transaction_id").asString();
            String firstCode = officer.code(1);
            engine.clock().advance(Duration.ofSeconds(25));
            Answer again = officer.askV1();
            String second = again.data().get("transaction_id").asString();
            assertThat(second).isNotEqualTo(first);
            assertThat(again.data().get("remaining_seconds").asLong()).isBetween(55L, 60L);
            String secondCode = officer.code(2);

            for (int i = 0; i < 5; i++) {
                assertThat(officer.answerV1(second, LogIn.wrong(secondCode)).v1())
                        .isEqualTo(OTP_INVALID_V1);
            }

            assertThat(officer.answerV1(second, secondCode).v1()).isEqualTo(OTP_INVALID_V1);
            assertThat(officer.answerV1(first, firstCode).v1()).isEqualTo("200 8000");
        }
    }

    @Test
    void unknownAddressGetsSameAnswer() {
        Onboarded partner = partner();
        try (LogIn nobody = new LogIn(engine, "nobody" + ++number + "@nowhere.example");
                LogIn officer =
                        new LogIn(engine, PartnerSamples.email(partner.partner().code()));
                LogIn member = new LogIn(engine, staff(Role.ADMIN))) {
            Answer unknown = nobody.askV1();
            Answer staffAtV1 = member.askV1();
            Answer known = officer.askV1();
            for (Answer answer : List.of(unknown, staffAtV1)) {
                assertThat(answer.v1()).isEqualTo(known.v1());
                assertThat(answer.data().propertyNames()).isEqualTo(known.data().propertyNames());
                assertThat(answer.header("content-length")).isEqualTo(known.header("content-length"));
            }
            officer.code(1);
            engine.get(MailChallenges.class).mail();
            assertThat(nobody.mails()).isEmpty();
            assertThat(member.mails()).isEmpty();
            assertThat(nobody.answerV1(unknown.data().get("transaction_id").asString(), "000000")
                            .v1())
                    .isEqualTo(OTP_INVALID_V1);
            assertThat(engine.count(
                            "access.challenge where account = (select account from access.challenge where id = '"
                                    + Ids.parse(
                                            unknown.data().get("transaction_id").asString()) + "')"))
                    .isEqualTo(1);
        }
    }

    @Test
    void reuseOfRefreshTokenEndsSession() {
        try (LogIn person = new LogIn(engine, staff(Role.FINANCE))) {
            Answer in = person.through();
            String first = in.body().get("refresh_token").asString();
            Answer refreshed = person.refresh(first);
            assertThat(refreshed.status()).isEqualTo(200);
            String second = refreshed.body().get("refresh_token").asString();
            String token = refreshed.body().get("token").asString();
            assertThat(person.current(token).status()).isEqualTo(200);

            assertThat(person.refresh(first).v2()).isEqualTo(ENDED);

            assertThat(person.refresh(second).v2()).isEqualTo(ENDED);
            assertThat(person.current(token).v2()).isEqualTo(ENDED);
            assertThat(person.current(in.body().get("token").asString()).v2()).isEqualTo(ENDED);
        }
    }

    @Test
    void partnersSystemRefreshes() {
        Onboarded partner = partner();
        try (LogIn system = new LogIn(engine, "unused@nowhere.example")) {
            SignIns signIns = new SignIns(engine);
            Answer in = signIns.signIn(partner);
            Answer refreshed = system.refresh(in.data().get("refresh_token").asString());
            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(refreshed.body().at("/who/role").asString()).isEqualTo("PARTNER");
            assertThat(refreshed.body().at("/who/partner").asString())
                    .isEqualTo(partner.partner().code());
            Answer current = system.current(refreshed.body().get("token").asString());
            assertThat(current.status()).isEqualTo(200);
            assertThat(current.body().has("session")).isFalse();
        }
    }

    @Test
    void logOutTakesEffectAtOnce() {
        Onboarded partner = partner();
        try (LogIn officer =
                new LogIn(engine, PartnerSamples.email(partner.partner().code()))) {
            Answer in = officer.through();
            String token = in.body().get("token").asString();
            assertThat(officer.logOut(token)).isEqualTo(204);
            assertThat(officer.current(token).v2()).isEqualTo(ENDED);
            assertThat(officer.logOut(token)).isEqualTo(401);
            assertThat(officer.refresh(in.body().get("refresh_token").asString())
                            .v2())
                    .isEqualTo(ENDED);
        }
    }

    @Test
    void removalOrOtherRoleEndsSessionAtOnce() {
        Onboarded partner = partner();
        String email = staff(Role.OPERATIONS);
        try (LogIn officer =
                        new LogIn(engine, PartnerSamples.email(partner.partner().code()));
                LogIn member = new LogIn(engine, email)) {
            String officersToken = officer.through().body().get("token").asString();
            String membersToken = member.through().body().get("token").asString();

            engine.database()
                    .sql("delete from partners.officer where person = ?")
                    .param(engine.person(PartnerSamples.email(partner.partner().code())))
                    .update();
            engine.database()
                    .sql("update access.staff set role = 'AUDITOR' where id = ?")
                    .param(engine.staffId(email))
                    .update();

            assertThat(officer.current(officersToken).v2()).isEqualTo(ENDED);
            assertThat(member.current(membersToken).v2()).isEqualTo(ENDED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/api/v1/authorization/b2b  | {}                           | email",
                "/api/v1/authorization/b2b  | {\"email\":\"nobody\"}       | email",
                "/api/v1/authorization/b2b  | {\"email\":7}                | email",
                "/api/v1/authorization/b2b  | []                           | body",
                "/api/v1/authorization/otp  | {\"otp\":\"12345\"}          | otp",
                "/api/v1/authorization/otp  | {\"otp\":123456}             | otp",
                "/api/v1/authorization/otp  | {\"otp\":\"12345a\"}         | otp",
                "/api/v1/authorization/otp  | {}                           | otp",
                "/api/v2/sessions/challenges | {}                          | email",
                "/api/v2/sessions/challenges | {\"email\":\"a@b.id\",\"role\":\"ADMIN\"} | role",
                "/api/v2/sessions           | {\"challenge\":\"x\",\"otp\":\"123456789012\"} | challenge",
                "/api/v2/sessions           | {\"challenge\":\"00000000000000000000000000\",\"otp\":\"1\"} | otp",
                "/api/v2/sessions           | {\"challenge\":\"00000000000000000000000000\",\"otp\":\"123456\"} | otp",
                "/api/v2/sessions:refresh   | {\"refresh_token\":7}        | refresh_token",
                "/api/v2/sessions:refresh   | {\"refresh_token\":\"\"}     | refresh_token",
            })
    void namesTheFieldAtFault(String path, String body, String field) {
        try (LogIn person = new LogIn(engine, "unused@nowhere.example")) {
            Answer answer = person.post(path, body, "x-client-trxid", Ids.text(new UUID(0, 0)));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fields()).containsExactly(field);
        }
    }

    @Test
    void v1WantsTheTransactionId() {
        try (LogIn person = new LogIn(engine, "unused@nowhere.example")) {
            Answer answer = person.post("/api/v1/authorization/otp", "{\"otp\":\"123456\"}", "x-client-os", "x");
            assertThat(answer.v1()).isEqualTo("400 9008");
            assertThat(answer.fields()).containsExactly("x-client-trxid");
            assertThat(person.answerV1("no such id", "123456").v1()).isEqualTo(OTP_INVALID_V1);
        }
    }

    private Onboarded partner() {
        return engine.partner("LOGIN" + ++number);
    }

    private String staff(Role role) {
        String email = "log-in-" + ++number + "@kezbek.example";
        engine.get(AddStaff.class).add(email, "Somebody", role);
        return email;
    }

    /** The number of rows of a log-in that contain the code in clear text. */
    private long atRest(String code) {
        return engine.count("notifications.email e where e.template = 'OTP' and e::text ~ '(?<![0-9a-f-])" + code
                        + "(?![0-9a-f-])'")
                + engine.count("access.challenge c where encode(c.code_hash, 'escape') like '%" + code + "%'");
    }
}
