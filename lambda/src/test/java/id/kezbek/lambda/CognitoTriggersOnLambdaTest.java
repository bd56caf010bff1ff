package id.kezbek.lambda;

import static id.kezbek.lambda.Events.JSON;
import static id.kezbek.lambda.Events.proven;
import static id.kezbek.lambda.Events.signUp;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Runs the packed jar as Lambda does: AWS's own runtime interface client is a process that fetches events from a
 * runtime API on this machine. Prints the size of the jar and the duration of a cold start.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CognitoTriggersOnLambdaTest {

    private static final Path JAR = Path.of("target", "cezbek-lambda.jar");
    private static final String HANDLER = "id.kezbek.lambda.CognitoTriggers::handleRequest";
    private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final int JAR_BYTES_MAX = 100_000;

    private final Path log = Path.of("target", "lambda-process.log");
    private LocalRuntimeApi api;
    private Process process;

    @BeforeAll
    void startsCold() throws IOException, InterruptedException {
        assertThat(JAR)
                .as("packed before this test, by: ./cezbek test -pl lambda")
                .exists();
        api = new LocalRuntimeApi();
        long began = System.nanoTime();
        process = start();
        assertThat(api.awaitReady()).as("the function loads").isTrue();
        Duration loaded = Duration.ofNanos(System.nanoTime() - began);
        LocalRuntimeApi.Answer first =
                api.invoke(JSON.writeValueAsString(proven(signUp("PreSignUp_SignUp"), Instant.now())));
        Duration answered = Duration.ofNanos(System.nanoTime() - began);
        assertThat(first.failed()).as(first.body()).isFalse();
        Files.writeString(
                Path.of("target", "lambda-measured.txt"),
                "jar %,d bytes; cold: loaded after %d ms, first event answered after %d ms%n"
                        .formatted(Files.size(JAR), loaded.toMillis(), answered.toMillis()));
    }

    @AfterAll
    void stops() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        api.close();
    }

    @Test
    void jarIsSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(JAR_BYTES_MAX);
    }

    @Test
    void confirmsEnginesUserAndReturnsWholeEvent() throws InterruptedException {
        Map<String, Object> event = proven(signUp("PreSignUp_AdminCreateUser"), Instant.now());

        JsonNode answer = answered(event);

        assertThat(answer.at("/response/autoConfirmUser").asBoolean()).isTrue();
        // AWS's client omits null values.
        Events.request(event).remove("validationData");
        assertThat(answer.at("/request")).isEqualTo(JSON.valueToTree(event.get("request")));
        assertThat(answer.at("/callerContext/clientId").asString()).isEqualTo("1h57k");
    }

    @Test
    void refusesOtherUsersWithReason() throws InterruptedException {
        JsonNode error = refused(JSON.writeValueAsString(signUp("PreSignUp_SignUp")));

        assertThat(error.get("errorMessage").asString()).contains("the proof is missing");
        assertThat(error.get("errorType").asString()).isEqualTo("id.kezbek.lambda.Refused");
    }

    @Test
    void acceptsConfirmation() throws InterruptedException {
        Map<String, Object> event = Events.officer("PostConfirmation_ConfirmSignUp", "1");

        assertThat(answered(event)).isEqualTo(JSON.valueToTree(event));
    }

    @Test
    void messagesAreInBothLanguages() throws InterruptedException {
        assertThat(answered(Events.message("CustomMessage_ForgotPassword", "id"))
                        .at("/response/emailMessage")
                        .asString())
                .contains("mengganti kata sandi Anda")
                .contains("{####}");
        assertThat(answered(Events.message("CustomMessage_ForgotPassword", "en"))
                        .at("/response/emailMessage")
                        .asString())
                .contains("change your password")
                .contains("{####}");
    }

    @Test
    void tokensSayRoleAndPartnerInBothVersions() throws InterruptedException {
        JsonNode first = answered(Events.tokens("TokenGeneration_Authentication", "1"));
        JsonNode second = answered(Events.tokens("TokenGeneration_RefreshTokens", "2"));

        assertThat(first.at("/response/claimsOverrideDetails/claimsToAddOrOverride/partner_code")
                        .asString())
                .isEqualTo("LAJADA");
        for (String token : List.of("idTokenGeneration", "accessTokenGeneration")) {
            assertThat(second.at("/response/claimsAndScopeOverrideDetails/" + token + "/claimsToAddOrOverride/role")
                            .asString())
                    .isEqualTo("OFFICER");
        }
        assertThat(second.at("/response/claimsAndScopeOverrideDetails/accessTokenGeneration/scopesToSuppress/0")
                        .asString())
                .isEqualTo(PreTokenGeneration.SELF_SERVICE_SCOPE);
    }

    /** Some are not events at all. The process must continue after each. */
    @Test
    void refusesInvalidEventsAndLogsNoPerson() throws IOException, InterruptedException {
        String address = "\"" + Events.EMAIL + "\"";
        for (String bad : List.of(address, "[" + address + "]", "{\"triggerSource\":" + address + "}", "null", "7")) {
            assertThat(refused(bad).get("errorMessage").asString()).doesNotContain(Events.EMAIL);
        }
        // The answer is written before the log line, so the test waits for the next event's answer.
        answered(Events.tokens("TokenGeneration_Authentication", "2"));

        assertThat(process.isAlive()).isTrue();
        assertThat(Files.readString(log))
                .contains("\"outcome\":\"refused\"")
                .doesNotContain(Events.EMAIL, Events.PHONE, Events.USER)
                .doesNotContain(Events.ENVIRONMENT.get(SignUpKeys.VARIABLE));
    }

    private JsonNode answered(Map<String, Object> event) throws InterruptedException {
        LocalRuntimeApi.Answer answer = api.invoke(JSON.writeValueAsString(event));
        assertThat(answer.failed()).as(answer.body()).isFalse();
        return JSON.readTree(answer.body());
    }

    private JsonNode refused(String event) throws InterruptedException {
        LocalRuntimeApi.Answer answer = api.invoke(event);
        assertThat(answer.failed()).as(answer.body()).isTrue();
        return JSON.readTree(answer.body());
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Variables that Lambda's own launcher sets. The client calls its HTTP library natively.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", JAR + File.pathSeparator + runtimeClassPath(), RUNTIME, HANDLER));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", api.address(),
                        "AWS_LAMBDA_FUNCTION_NAME", "cezbek-triggers",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "AWS_REGION", "ap-southeast-3",
                        "_HANDLER", HANDLER));
        builder.environment().putAll(Events.ENVIRONMENT);
        return builder.start();
    }

    /**
     * The class path has AWS's client and no other library of this test, because the jar must contain all that it
     * needs.
     */
    private static String runtimeClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("aws-lambda-java-runtime") || entry.contains("aws-lambda-java-serial"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
