package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.CezbekApplication;
import id.kezbek.access.AddStaff;
import id.kezbek.people.Mailboxes;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.testing.Answer;
import id.kezbek.testing.Call;
import id.kezbek.testing.SharedWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.json.JsonMapper;

/**
 * An engine with the cloud implementation of each port: e-mails by SES through a FIFO queue, a user pool, files in a
 * folder.
 */
class CloudServicesTest {

    private static final String QUEUE = "cloud-emails.fifo";
    private static final String EMAIL = "finance@cloud.example";
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{12}\\b");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void logsInWithSesAndPoolUntilRemoved() throws IOException {
        makeQueue();
        Path mails = Files.createDirectory(folder.resolve("mails"));
        try (SesUnderTest ses = SesUnderTest.start(mails);
                CognitoUnderTest cognito = CognitoUnderTest.start(Files.createDirectory(folder.resolve("users")));
                ConfigurableApplicationContext engine = engine(ses, cognito)) {
            assertThat(engine.getBeansOfType(SideSystem.class).values())
                    .filteredOn(system -> system.name().equals("identity"))
                    .singleElement()
                    .satisfies(SideSystem::ask);
            engine.getBean(AddStaff.class).add(EMAIL, "Somebody", Role.FINANCE);
            Answer asked = post(engine, "/api/v2/sessions/challenges", Map.of("email", EMAIL));
            String code = awaitCode(ses);

            Answer in = post(
                    engine,
                    "/api/v2/sessions",
                    Map.of("challenge", asked.body().path("challenge").stringValue(""), "otp", code));
            assertThat(in.status()).isEqualTo(201);
            String token = in.body().path("token").stringValue("");
            assertThat(token.split("\\.")).as("a token of the pool's").hasSize(3);
            assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                    .contains(cognito.pool().issuer());
            assertThat(current(engine, token)).isEqualTo(200);

            Answer renewed = post(
                    engine,
                    "/api/v2/sessions:refresh",
                    Map.of("refresh_token", in.body().path("refresh_token").stringValue("")));
            assertThat(renewed.status()).isEqualTo(200);
            String next = renewed.body().path("token").stringValue("");
            assertThat(next).isNotEqualTo(token);
            assertThat(current(engine, next)).isEqualTo(200);

            engine.getBean(JdbcClient.class)
                    .sql("delete from access.staff where person = ?")
                    .param(engine.getBean(Mailboxes.class).person(EMAIL).orElseThrow())
                    .update();
            assertThat(current(engine, next)).isEqualTo(401);
        }
    }

    private static void makeQueue() {
        try (SqsAsyncClient sqs =
                AwsUnderTest.at(AwsUnderTest.sqs(), SqsAsyncClient.builder()).build()) {
            sqs.createQueue(create -> create.queueName(QUEUE).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                    .join();
        }
    }

    private ConfigurableApplicationContext engine(SesUnderTest ses, CognitoUnderTest cognito) throws IOException {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("cloud"));
        properties.putAll(cognito.engineProperties());
        properties.put("server.port", "0");
        properties.put("cezbek.roles", "api,job");
        properties.put("cezbek.notifications.queue", QUEUE);
        properties.put("cezbek.files", "folder");
        properties.put(
                "cezbek.files.folder",
                Files.createDirectory(folder.resolve("files")).toString());
        properties.put("cezbek.mail", "ses");
        properties.put("spring.cloud.aws.ses.endpoint", ses.uri().toString());
        return new SpringApplication(CezbekApplication.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    private static String awaitCode(SesUnderTest ses) {
        Eventually.holds("the code has been mailed", () -> code(ses).isPresent());
        return code(ses).orElseThrow();
    }

    private static Optional<String> code(SesUnderTest ses) {
        return ses.textsTo(EMAIL).stream()
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    private Answer post(ConfigurableApplicationContext engine, String path, Map<String, String> body) {
        return Call.to(uri(engine, path))
                .post(JsonMapper.shared().writeValueAsString(body))
                .by(client);
    }

    private int current(ConfigurableApplicationContext engine, String token) {
        return Call.to(uri(engine, "/api/v2/sessions/current")).bearer(token).statusBy(client);
    }

    private static URI uri(ConfigurableApplicationContext engine, String path) {
        return URI.create(
                "http://127.0.0.1:" + engine.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
