package id.kezbek.startup.systems;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AddStaff;
import id.kezbek.adapters.aws.CognitoUnderTest;
import id.kezbek.adapters.aws.SesUnderTest;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.Passage;
import id.kezbek.testing.Passage.Way;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * With cloud systems: e-mails by SES and a user pool. A person who requested a code before the pool's outage logs in
 * after it.
 */
class AbsentCloudSystemsTest extends AbsentSystemsContract {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{12}\\b");

    /** A person who has requested a code and has it. */
    private record Asked(String challenge, String code) {}

    private SesUnderTest ses;
    private CognitoUnderTest cognito;
    private Asked waiting = new Asked("", "");
    private String token = "";
    private int people;

    @Override
    String name() {
        return "absent_cloud";
    }

    @Override
    void lead(Map<String, Object> properties) throws Exception {
        ses = SesUnderTest.start(Files.createDirectory(folder.resolve("mails")));
        cognito = CognitoUnderTest.start(Files.createDirectory(folder.resolve("users")));
        properties.putAll(cognito.engineProperties());
        properties.compute(
                "spring.cloud.aws.cognito.endpoint",
                (key, address) -> passage(Part.IDENTITY, URI.create(String.valueOf(address))));
        properties.put(
                "cezbek.cognito.keys-url",
                properties.get("spring.cloud.aws.cognito.endpoint")
                        + URI.create(cognito.pool().issuer()).getPath() + "/.well-known/jwks.json");
        properties.put("cezbek.cognito.keys-interval", "500ms");
        properties.put("cezbek.mail", "ses");
        properties.put("spring.cloud.aws.ses.endpoint", passage(Part.MAIL, ses.uri()));
    }

    private String passage(Part part, URI to) {
        return "http://127.0.0.1:" + lead(part, to.getPort(), Passage.Refusal.HTTP);
    }

    @AfterAll
    void stopStandIns() {
        cognito.close();
        ses.close();
    }

    @Tag("nightly")
    @Test
    @Order(3)
    void startsWithoutCloudAndResumesWhenItAppears() {
        startsWithoutAnyOfThem(Way.SILENT);
    }

    @Override
    int mailsTo(String address) {
        return ses.textsTo(address).size();
    }

    /** One more try for an e-mail in progress when the connection broke, because SES might have received it. */
    @Override
    int triesMax() {
        return 2;
    }

    @Override
    void before(Part part) {
        if (part == Part.IDENTITY) {
            Answer in = logIn(asked());
            assertThat(in.status()).isEqualTo(201);
            token = in.body().path("token").stringValue("");
            assertThat(whoIsIn()).as("with that the pool's keys are known").isEqualTo(200);
            waiting = asked();
        }
    }

    @Override
    void whileAway(Part part, Way way, boolean isFromTheStart) {
        if (part == Part.IDENTITY && way != Way.SLOW) {
            assertThat(logIn(waiting).status()).isEqualTo(503);
            assertThat(whoIsIn())
                    .as("a token that cannot be judged is not called a bad one")
                    .isEqualTo(isFromTheStart ? 503 : 200);
        }
    }

    @Override
    void after(Part part) {
        if (part == Part.IDENTITY) {
            assertThat(logIn(waiting).status()).isEqualTo(201);
            Eventually.holds("who was in is in", () -> whoIsIn() == 200);
        }
    }

    private Asked asked() {
        String email = "person-" + ++people + "@cloud.example";
        engine().getBean(AddStaff.class).add(email, "Somebody", Role.FINANCE);
        Answer challenge = post("/api/v2/sessions/challenges", Map.of("email", email));
        Eventually.holds("the code has been mailed", () -> mailsTo(email) == 1);
        Matcher code = CODE.matcher(ses.textsTo(email).getFirst());
        assertThat(code.find()).isTrue();
        return new Asked(challenge.body().path("challenge").stringValue(""), code.group());
    }

    private Answer logIn(Asked asked) {
        return post("/api/v2/sessions", Map.of("challenge", asked.challenge(), "otp", asked.code()));
    }

    private int whoIsIn() {
        return Call.to(uri("/api/v2/sessions/current")).bearer(token).statusBy(client());
    }

    private Answer post(String path, Map<String, String> body) {
        return Call.to(uri(path))
                .post(JsonMapper.shared().writeValueAsString(body))
                .by(client());
    }
}
