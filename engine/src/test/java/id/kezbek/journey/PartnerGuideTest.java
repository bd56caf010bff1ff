package id.kezbek.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.Onboarded;
import id.kezbek.sandbox.client.Credentials;
import id.kezbek.sandbox.client.Signature;
import id.kezbek.shared.GeneratedDocument;
import id.kezbek.shared.Money;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The partner's developer guide, followed from the first request to the last with a new key. */
@EngineTest
class PartnerGuideTest {

    private static final String MISSING = "openssl is missing, so the guide's shell was not run; install it";
    private static final String PAGE = "partner-guide.md";
    private static final String SIGN_IN = "/api/v1/authorization/client";
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    private final EngineUnderTest engine;
    private final HttpClient client;
    private String token = "";

    PartnerGuideTest(EngineUnderTest engine) {
        this.engine = engine;
        this.client = engine.clientAt("127.0.0.78");
    }

    @Test
    void everyCallOfTheGuideIsAnsweredAsItSays() {
        Onboarded partner = engine.partner("AFTERNOON");
        engine.get(RecordTopUp.class)
                .record(new TopUp(
                        partner.partner(),
                        Money.rupiah(1_000_000),
                        "guide " + partner.partner().code(),
                        "first",
                        "test"));
        Credentials credentials = credentials(partner);
        long seconds = engine.clock().instant().getEpochSecond();
        Map<String, String> own = Map.of(
                "{api_key}", credentials.apiKey(),
                "{seconds}", Long.toString(seconds),
                "{signature}", Signature.of(credentials, "POST", seconds));
        Guide guide = Guide.named(PAGE);

        assertThat(guide.calls()).isGreaterThan(5);
        guide.play(call -> send(call, own, credentials.code()));
    }

    @Test
    void shellsSignatureEqualsEngines() throws Exception {
        boolean canRun = Files.isExecutable(Path.of("/usr/bin/openssl"));
        if (System.getenv("CI") != null) {
            assertThat(canRun).as(MISSING).isTrue();
        }
        assumeTrue(canRun, MISSING);
        Matcher shell = SHELL.matcher(GeneratedDocument.read(PAGE));
        assertThat(shell.find()).isTrue();
        Credentials credentials = new Credentials("LAJADA", "key-1", "secret-1");
        String script = shell.group(1).replaceFirst("seconds=.*", "seconds=1700000000");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script);
        bash.environment().putAll(Map.of("CODE", "lajada", "API_KEY", "key-1", "API_SECRET", "secret-1"));
        Process process = bash.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo(Signature.of(credentials, "POST", 1_700_000_000L));
    }

    private Answer send(Guide.Block block, Map<String, String> own, String code) {
        String[] line = block.first().split(" ", 2);
        Call call = Call.to(engine.uri(line[1])).header("content-type", "application/json");
        for (String header : block.headers()) {
            String[] pair = header.split(": ", 2);
            call.header(pair[0], own.getOrDefault(pair[1], pair[1]));
        }
        if (!token.isEmpty() && !line[1].equals(SIGN_IN)) {
            call.bearer(token);
        }
        Answer answer = line[0].equals("GET")
                ? call.by(client)
                : call.post(block.body().replace("{\"code\": \"LAJADA\"}", "{\"code\": \"" + code + "\"}"))
                        .by(client);
        if (line[1].equals(SIGN_IN) && answer.status() == 200) {
            token = answer.data().path("token").asString();
        }
        return answer;
    }

    private static Credentials credentials(Onboarded partner) {
        return new Credentials(
                partner.partner().code(),
                partner.credential().apiKey(),
                partner.credential().apiSecret());
    }
}
