package id.kezbek.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.partners.Onboarded;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A secret has one valid text. Other spellings of the same bytes are refused, before and after the secret expires. */
@EngineTest
class OtherSpellingsOfSecretsTest {

    private static int number;

    private final EngineUnderTest engine;
    private final HttpClient client;
    private final SignIns signIns;

    OtherSpellingsOfSecretsTest(EngineUnderTest engine) {
        this.engine = engine;
        this.client = engine.clientAt("127.0.8.2");
        this.signIns = new SignIns(engine);
    }

    @AfterEach
    void close() {
        engine.clock().reset();
        client.close();
    }

    @Test
    void endedSystemTokenStaysEndedInAnySpelling() {
        Answer session = signIns.signIn(partner());
        String token = session.data().get("token").asString();
        String refreshToken = session.data().get("refresh_token").asString();
        spellings(token)
                .forEach((how, header) -> assertThat(transactions(header).v2())
                        .as("good, %s", how)
                        .isEqualTo("401 unauthorized"));
        assertThat(transactions("Bearer " + token).status()).isEqualTo(200);
        assertThat(refresh(refreshToken).status()).isEqualTo(200);
        assertThat(refresh(refreshToken).v2()).isEqualTo("401 session-expired");

        assertThat(transactions("Bearer " + token).v2()).isEqualTo("401 session-expired");
        spellings(token)
                .forEach((how, header) -> assertThat(transactions(header).v2())
                        .as("ended, %s", how)
                        .isEqualTo("401 unauthorized"));
    }

    @Test
    void refusesOtherSpellingsOfPersonsToken() {
        try (LogIn person = new LogIn(engine, staff())) {
            String token = person.through().body().get("token").asString();
            spellings(token)
                    .forEach((how, header) ->
                            assertThat(current(header).v2()).as(how).isEqualTo("401 unauthorized"));
            assertThat(current("Bearer " + token).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesTokenSentTwice() {
        String token = signIns.signIn(partner()).data().get("token").asString();
        assertThat(Call.to(engine.uri("/api/v2/transactions"))
                        .header("Authorization", "Bearer " + token)
                        .header("Authorization", "Bearer " + token)
                        .by(client)
                        .v2())
                .isEqualTo("401 unauthorized");
    }

    @Test
    void refusesIdempotencyKeySentTwice() {
        Answer answer = Call.to(engine.uri("/api/v2/accounts:unlock"))
                .header("Authorization", "Bearer " + engine.staffToken(Role.ADMIN))
                .header("Idempotency-Key", "one")
                .header("Idempotency-Key", "two")
                .post("{\"email\":\"somebody@kezbek.example\",\"reason\":\"called\"}")
                .by(client);
        assertThat(answer.v2()).isEqualTo("400 bad-payload");
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
    }

    @Test
    void refusesSignatureInUpperCase() {
        Onboarded partner = partner();
        long seconds = engine.clock().instant().getEpochSecond();
        assertThat(signIns.call(partner, seconds, signature -> signature.toUpperCase(Locale.ROOT))
                        .v1())
                .isEqualTo("401 9005");
        assertThat(signIns.call(partner, seconds, signature -> signature).v1()).isEqualTo("200 8000");
        assertThat(signIns.call(partner, seconds, signature -> signature).v1())
                .as("taken once")
                .isEqualTo("401 9005");
    }

    @Test
    void refusesOtherSpellingsOfRefreshToken() {
        String token = signIns.signIn(partner()).data().get("refresh_token").asString();
        for (String other : new String[] {token + "=", SpareBits.varied(token), " " + token, token + " "}) {
            assertThat(refresh(other).v2()).as(other).isEqualTo("401 session-expired");
        }
        assertThat(refresh(token).status()).as("none of them used it up").isEqualTo(200);
    }

    @Test
    void refusesOtherSpellingsOfChallengeId() {
        try (LogIn person = new LogIn(engine, staff())) {
            String challenge = person.ask().body().get("challenge").asString();
            String code = person.code(1);
            assertThat(person.answer(challenge.toUpperCase(Locale.ROOT), code).v2())
                    .isEqualTo("400 bad-payload");
            for (String other : new String[] {
                challenge.replaceFirst("[0o]", "o"), challenge.replace('1', 'i'), challenge.replace('1', 'l')
            }) {
                if (!other.equals(challenge)) {
                    assertThat(person.answer(other, code).v2()).isEqualTo("400 otp-invalid");
                }
            }
            assertThat(person.answer(challenge, code).status()).isEqualTo(201);
        }
    }

    @Test
    void refusesOtherSpellingsOfCursor() {
        String bearer = "Bearer " + engine.staffToken(Role.AUDITOR);
        String cursor =
                get("/api/v2/audit?limit=1", bearer).body().get("next_cursor").asString();
        assertThat(get("/api/v2/audit?limit=1&cursor=" + cursor, bearer).status())
                .isEqualTo(200);
        assertThat(get("/api/v2/audit?limit=1&cursor=" + cursor + "%3D", bearer).status())
                .isEqualTo(400);
    }

    /** Headers that contain the token in another spelling. */
    private static Map<String, String> spellings(String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("padded", "Bearer " + token + "=");
        headers.put("padded twice", "Bearer " + token + "==");
        headers.put("other spare bits", "Bearer " + SpareBits.varied(token));
        headers.put("two blanks", "Bearer  " + token);
        headers.put("a tab", "Bearer \t" + token);
        headers.put("the other alphabet", "Bearer " + token.replace('-', '+').replace('_', '/'));
        headers.put("a full stop more", "Bearer " + token + ".");
        headers.put("a padded payload", "Bearer " + token.replaceFirst("\\.", "=."));
        return headers;
    }

    private Answer transactions(String authorization) {
        return get("/api/v2/transactions", authorization);
    }

    private Answer current(String authorization) {
        return get("/api/v2/sessions/current", authorization);
    }

    private Answer get(String path, String authorization) {
        return Call.to(engine.uri(path)).header("Authorization", authorization).by(client);
    }

    private Answer refresh(String token) {
        return Call.to(engine.uri("/api/v2/sessions:refresh"))
                .post("{\"refresh_token\":\"" + token + "\"}")
                .by(client);
    }

    private Onboarded partner() {
        engine.clock().advance(Duration.ofSeconds(1));
        return engine.partner("ONETEXT" + ++number);
    }

    private String staff() {
        String email = "one-text-" + ++number + "@kezbek.example";
        engine.get(AddStaff.class).add(email, "Somebody", Role.FINANCE);
        return email;
    }
}
