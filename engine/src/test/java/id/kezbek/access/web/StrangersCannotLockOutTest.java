package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.partners.Onboarded;
import id.kezbek.partners.records.PartnerSamples;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An attacker who knows an e-mail address can request codes and guess them, but cannot prevent the owner from logging
 * in.
 */
@EngineTest
class StrangersCannotLockOutTest {

    private static final String OTP_INVALID_V2 = "400 otp-invalid";
    private static final String TOO_MANY_V2 = "429 too-many-requests";
    /** The maximum number of e-mails that attackers can cause at once. */
    private static final int MAILS_MAX = 6;

    private static int number;

    private final EngineUnderTest engine;
    private final List<LogIn> opened = new ArrayList<>();

    StrangersCannotLockOutTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        opened.forEach(LogIn::close);
    }

    @Test
    void callToV1UsesUpNoCodeOfStaff() {
        String email = staff();
        for (int i = 0; i < 40; i++) {
            LogIn stranger = from(email);
            stranger.askV1();
        }
        LogIn victim = from(email);

        Answer in = victim.through();

        assertThat(in.status()).isEqualTo(201);
        assertThat(victim.mails()).as("v1 mails nothing to staff").hasSize(1);
    }

    @Test
    void wrongGuessesInvalidateNoCode() {
        String email = staff();
        LogIn victim = from(email);
        String challenge = victim.ask().body().get("challenge").asString();
        String code = victim.code(1);
        // Also if the attacker calls from the victim's own address.
        for (LogIn other : List.of(from(email), victim)) {
            String others = other.ask().body().get("challenge").asString();
            for (int i = 0; i < 12; i++) {
                Answer refused = other.answer(others, LogIn.wrong(code));
                assertThat(refused.v2()).isIn(OTP_INVALID_V2, TOO_MANY_V2);
            }
        }

        assertThat(victim.answer(challenge, code).status()).isEqualTo(201);
    }

    @Test
    void floodFromManyAddressesLocksNoPersonOut() {
        String email = staff();
        LogIn mailbox = from(email);
        List<LogIn> strangers = Stream.generate(() -> from(email)).limit(40).toList();
        strangers.forEach(this::askAndGuess);
        mailbox.code(MAILS_MAX);
        // The flood continues, and an attacker's request gets the next e-mail too.
        engine.clock().advance(Duration.ofMinutes(10));
        strangers.forEach(this::askAndGuess);
        String newest = mailbox.code(MAILS_MAX + 1);

        LogIn victim = from(email);
        Answer asked = victim.ask();
        Answer in = victim.answer(asked.body().get("challenge").asString(), newest);

        assertThat(in.status()).isEqualTo(201);
        assertThat(mailbox.mails()).as("e-mails are bounded").hasSize(MAILS_MAX + 1);
        assertThat(victim.answer(asked.body().get("challenge").asString(), newest)
                        .v2())
                .as("a code is taken once, whoever asked for it")
                .isEqualTo(OTP_INVALID_V2);
    }

    @Test
    void knownAddressHasSeparateCodes() {
        Onboarded partner = engine.partner("FLOODED" + ++number);
        String email = PartnerSamples.email(partner.partner().code());
        LogIn officer = from(email);
        String transaction = officer.askV1().data().get("transaction_id").asString();
        assertThat(officer.answerV1(transaction, officer.code(1)).v1()).isEqualTo("200 8000");
        List<Answer> refused = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Answer answer = from(email).askV1();
            if (answer.status() == 429) {
                refused.add(answer);
            }
        }
        assertThat(refused)
                .as("a stranger's code can be guessed, so there are few")
                .hasSize(20 - (MAILS_MAX - 1));
        assertThat(refused)
                .allSatisfy(answer -> assertThat(Long.parseLong(answer.header("retry-after")))
                        .as("minutes")
                        .isBetween(1L, 1_800L));
        officer.code(MAILS_MAX);

        String again = officer.askV1().data().get("transaction_id").asString();

        assertThat(officer.answerV1(again, officer.code(MAILS_MAX + 1)).v1()).isEqualTo("200 8000");
        assertThat(from(email).ask().status()).as("v2 is open to everybody").isEqualTo(201);
    }

    /** A patient attacker gets one guess in half an hour. */
    @Test
    void codesOfV1BeyondTheFirstHaveOneTry() {
        Onboarded partner = engine.partner("FLOODED" + ++number);
        String email = PartnerSamples.email(partner.partner().code());
        for (int i = 0; i < MAILS_MAX; i++) {
            from(email).askV1();
        }
        LogIn stranger = from(email);
        stranger.code(MAILS_MAX);
        assertThat(stranger.askV1().v1()).isEqualTo("429 9005");
        engine.clock().advance(Duration.ofMinutes(30));
        String next = stranger.askV1().data().get("transaction_id").asString();
        String code = stranger.code(MAILS_MAX + 1);

        assertThat(stranger.answerV1(next, LogIn.wrong(code)).v1()).isEqualTo("400 BR-02");
        assertThat(stranger.answerV1(next, code).v1()).isEqualTo("400 BR-02");
    }

    private void askAndGuess(LogIn stranger) {
        for (int i = 0; i < 4; i++) {
            Answer asked = stranger.ask();
            if (asked.status() == 201) {
                stranger.answer(asked.body().get("challenge").asString(), "000000000000");
            }
            stranger.askV1();
        }
    }

    private LogIn from(String email) {
        LogIn person = new LogIn(engine, email);
        opened.add(person);
        return person;
    }

    private String staff() {
        String email = "flooded-" + ++number + "@kezbek.example";
        engine.get(AddStaff.class).add(email, "Somebody", Role.ADMIN);
        return email;
    }
}
