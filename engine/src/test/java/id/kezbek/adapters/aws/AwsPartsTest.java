package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import id.kezbek.access.UserPool;
import id.kezbek.notifications.MailSender;
import id.kezbek.shared.files.FileStore;
import id.kezbek.shared.queues.MessageQueue;
import id.kezbek.startup.StartFailure;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** The configuration of Amazon's clients. No service is called. */
class AwsPartsTest {

    private static final Pattern SCOPE = Pattern.compile("/ap-southeast-3/([a-z0-9-]+)/aws4_request");

    /** The answer of Amazon's token service. */
    private static final String ROLE = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult><Credentials>
                <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                <SessionToken>the-session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
              </Credentials></AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>""";

    @TempDir
    Path folder;

    private final ApplicationContextRunner engine = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AwsAutoConfiguration.class,
                    CredentialsProviderAutoConfiguration.class,
                    RegionProviderAutoConfiguration.class,
                    S3AutoConfiguration.class,
                    SqsAutoConfiguration.class))
            .withUserConfiguration(AwsClients.class, AwsParts.class, SesMailSender.class, ObjectStore.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withPropertyValues(
                    "cezbek.notifications.queue=emails.fifo",
                    "spring.cloud.aws.region.static=ap-southeast-3",
                    "spring.cloud.aws.credentials.access-key=key",
                    "spring.cloud.aws.credentials.secret-key=secret");

    @Test
    void createsQueueAndFilesByDefault() {
        engine.run(made -> assertThat(made)
                .hasSingleBean(MessageQueue.class)
                .hasSingleBean(FileStore.class)
                .doesNotHaveBean(MailSender.class)
                .doesNotHaveBean(UserPool.class));
    }

    @Test
    void sendsThroughSesInTheRegionAndAtTheEndpointThatAreSet() {
        engine.withPropertyValues("cezbek.mail=ses", "spring.cloud.aws.ses.endpoint=http://127.0.0.1:1")
                .run(made -> {
                    assertThat(made).hasSingleBean(MailSender.class);
                    var client = made.getBean(SesV2Client.class).serviceClientConfiguration();
                    assertThat(client.region().id()).isEqualTo("ap-southeast-3");
                    assertThat(client.endpointOverride())
                            .hasValueSatisfying(endpoint -> assertThat(endpoint).hasToString("http://127.0.0.1:1"));
                });
    }

    @Test
    void usesConfiguredUserPool() {
        engine.withPropertyValues(
                        "cezbek.identity=cognito",
                        "cezbek.cognito.pool-id=ap-southeast-3_Pool",
                        "cezbek.cognito.client-id=engine")
                .run(made -> {
                    UserPool pool = made.getBean(UserPool.class);
                    assertThat(pool.issuer())
                            .isEqualTo("https://cognito-idp.ap-southeast-3.amazonaws.com/ap-southeast-3_Pool");
                    assertThat(pool.client()).isEqualTo("engine");
                    assertThat(made).hasSingleBean(CognitoIdentityProviderClient.class);
                });
    }

    @Test
    void reportsMissingPoolSettingInOneLine() {
        assertTold(
                engine.withPropertyValues("cezbek.identity=cognito"),
                "cezbek.cognito.pool-id is not set; cezbek.identity=cognito needs it: set CEZBEK_COGNITO_POOL_ID");
        assertTold(
                engine.withPropertyValues("cezbek.identity=cognito", "cezbek.cognito.pool-id=p"),
                "cezbek.cognito.client-id is not set; cezbek.identity=cognito needs it: set CEZBEK_COGNITO_CLIENT_ID");
        assertTold(
                engine.withPropertyValues(
                        "cezbek.identity=cognito",
                        "cezbek.cognito.pool-id=p",
                        "cezbek.cognito.client-id=c",
                        "cezbek.cognito.sign-up-key=c2hvcnQ="),
                "cezbek.cognito.sign-up-key is not 32 bytes or more in base64; set CEZBEK_COGNITO_SIGN_UP_KEY to the"
                        + " key of the pool's triggers");
    }

    @Test
    void takesARoleByWebIdentityInsteadOfStaticCredentials() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "a token");
        engine.withPropertyValues(
                        "spring.cloud.aws.credentials.access-key=",
                        "spring.cloud.aws.credentials.secret-key=",
                        "spring.cloud.aws.credentials.sts.web-identity-token-file=" + token,
                        "spring.cloud.aws.credentials.sts.role-arn=arn:aws:iam::123456789012:role/cezbek")
                .run(made -> assertThat(made.getBean(AwsCredentialsProvider.class)
                                .getClass()
                                .getSimpleName())
                        .isEqualTo("StsWebIdentityTokenFileCredentialsProvider"));
    }

    /** A Kubernetes service account gets its role from Amazon's own variables; here they are properties of the JVM. */
    @Test
    void callsAllServicesWithAssumedRole() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "a token");
        Map<String, String> signed = new ConcurrentHashMap<>();
        HttpServer amazon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        amazon.createContext("/", call -> {
            String asked = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isForRole = asked.contains("AssumeRoleWithWebIdentity");
            if (isForRole) {
                assertThat(asked).contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fcezbek", "a+token");
            } else {
                signed.put(
                        service(call), String.valueOf(call.getRequestHeaders().getFirst("X-Amz-Security-Token")));
            }
            byte[] answer = isForRole ? ROLE.getBytes(StandardCharsets.UTF_8) : new byte[0];
            call.sendResponseHeaders(isForRole ? 200 : 400, answer.length == 0 ? -1 : answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        amazon.start();
        String endpoint = "http://127.0.0.1:" + amazon.getAddress().getPort();
        Map<String, String> variables = Map.of(
                "aws.webIdentityTokenFile",
                token.toString(),
                "aws.roleArn",
                "arn:aws:iam::123456789012:role/cezbek",
                "aws.region",
                "ap-southeast-3",
                "aws.endpointUrlSts",
                endpoint);
        try {
            variables.forEach(System::setProperty);
            engine.withPropertyValues(
                            "spring.cloud.aws.credentials.access-key=",
                            "spring.cloud.aws.credentials.secret-key=",
                            "spring.cloud.aws.endpoint=" + endpoint,
                            "cezbek.mail=ses",
                            "spring.cloud.aws.ses.endpoint=" + endpoint,
                            "cezbek.identity=cognito",
                            "spring.cloud.aws.cognito.endpoint=" + endpoint,
                            "cezbek.cognito.pool-id=ap-southeast-3_Pool",
                            "cezbek.cognito.client-id=engine")
                    .run(made -> {
                        assertRefused(() -> made.getBean(FileStore.class).ask());
                        assertRefused(() -> made.getBean(MailSender.class).ask());
                        assertRefused(() -> made.getBean(UserPool.class).find("nobody"));
                        assertRefused(() -> made.getBean(MessageQueue.class).depth());
                    });
        } finally {
            variables.keySet().forEach(System::clearProperty);
            amazon.stop(0);
        }
        assertThat(signed)
                .containsOnlyKeys("s3", "ses", "cognito-idp", "sqs")
                .allSatisfy((service, session) -> assertThat(session).isEqualTo("the-session"));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(RuntimeException.class);
    }

    /** The service that the request was signed for. */
    private static String service(HttpExchange call) {
        Matcher scope = SCOPE.matcher(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
        return scope.find() ? scope.group(1) : "unsigned";
    }

    private static void assertTold(ApplicationContextRunner engine, String line) {
        engine.run(failed ->
                assertThat(StartFailure.explain(failed.getStartupFailure())).isEqualTo(line));
    }
}
