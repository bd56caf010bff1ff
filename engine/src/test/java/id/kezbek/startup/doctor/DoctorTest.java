package id.kezbek.startup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.adapters.aws.CognitoUnderTest;
import id.kezbek.adapters.aws.SesUnderTest;
import id.kezbek.sandbox.parts.FreePort;
import id.kezbek.shared.security.Sealing;
import id.kezbek.startup.masterkey.KeyCheck;
import id.kezbek.testing.EngineProgram;
import id.kezbek.testing.SharedWorld;
import id.kezbek.testing.TestConsul;
import id.kezbek.testing.TestVault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The doctor; a test with environment variables runs it as operators do, in a separate process. */
class DoctorTest {

    /** A process on a busy machine needs most of this time to start. */
    private static final long ENDS_WITHIN_SECONDS = 120;

    private static final Duration REPORTS_WITHIN = Duration.ofSeconds(60);

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    private final LogLevel levelBefore =
            logging.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME).getConfiguredLevel();

    @TempDir
    Path folder;

    private record Said(int status, List<String> lines) {

        String line(String what) {
            return lines.stream()
                    .filter(line -> line.matches("(ok {5}|warn {3}|not ok) {1,2}" + what + ".*"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(what + " in " + String.join("\n", lines)));
        }
    }

    @Test
    void healthySystemListsSourceOfEachValue() throws Exception {
        Path envFile = Files.writeString(folder.resolve("some.env"), "# ours\nCEZBEK_LIMITS_SIGN_INS_PER_MINUTE=99\n");
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnEmptyDatabase("doctor"));
        properties.put("server.port", FreePort.choose());
        properties.put("cezbek.consul.url", "http://127.0.0.1:" + FreePort.choose());
        properties.put("cezbek.consul.required", false);
        Said said = process(
                properties,
                Map.of("CEZBEK_ENV_FILE", envFile.toString(), "CEZBEK_SCHEDULES_HANGAFTER", "3m"),
                "--within=45",
                "--cezbek.accept.lanes=3");

        assertThat(said.lines())
                .contains(
                        "cezbek.accept.lanes = 3   (commandLineArgs cezbek.accept.lanes)",
                        "cezbek.schedules.hang-after = 3m   (systemEnvironment CEZBEK_SCHEDULES_HANGAFTER)",
                        "cezbek.limits.sign-ins-per-minute = 99   (" + envFile + ":2)",
                        "cezbek.accept.longest-list = 256   (default)")
                .anyMatch(line -> line.startsWith("cezbek.security.master-key = ******   (")
                        && line.contains(folder.resolve("engine.properties").toString()))
                .anyMatch(line -> line.startsWith("spring.datasource.password = ******"))
                .noneMatch(line -> line.contains("AAECAwQFBgc"));
        assertThat(said.line("PostgreSQL")).startsWith("ok").contains("durable", "clocks agree");
        assertThat(said.line("migrations"))
                .isEqualTo("ok      migrations: the database is empty; the first start creates its schema");
        assertThat(said.line("master key"))
                .isEqualTo("ok      master key: set, but not checked because the database cannot be read");
        assertThat(said.line("port")).isEqualTo("ok      port: " + properties.get("server.port") + " is free");
        for (String system : List.of("redis", "queue", "files", "mail")) {
            assertThat(said.line(system)).isEqualTo("ok      " + system + ": is available");
        }
        assertThat(said.line("provider xenit")).isEqualTo("ok      provider xenit: answers");
        assertThat(said.line("configuration"))
                .startsWith("warn")
                .contains("Consul cannot be reached", "the engine starts without its settings");
        assertThat(said.status()).as(String.join("\n", said.lines())).isZero();
    }

    @Test
    void reportsWrongMasterKey() throws Exception {
        Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase("doctor_key"));
        JdbcClient database = JdbcClient.create(new DriverManagerDataSource(
                properties.get("spring.datasource.url").toString(),
                properties.get("spring.datasource.username").toString(),
                ""));
        new KeyCheck(
                        database,
                        new Sealing(properties.get("cezbek.security.master-key").toString(), new SecureRandom()))
                .renew();
        assertThat(doctor(properties, "--systems", "--within=45").line("master key"))
                .isEqualTo("ok      master key: decrypts the stored values");

        properties.put("cezbek.security.master-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        Said said = doctor(properties, "--systems", "--within=45");
        assertThat(said.line("master key")).startsWith("not ok").contains("does not decrypt the stored values");
        assertThat(said.status()).isEqualTo(1);
    }

    @Test
    void namesConsulAndVaultAndHidesVaultsValues() throws Exception {
        try (TestConsul consul = TestConsul.start();
                TestVault vault = TestVault.start()) {
            consul.put("config/cezbek-engine/data", "{\"cezbek\": {\"limits\": {\"sign-ins-per-minute\": 77}}}");
            vault.write(Map.of("cezbek.public-url", "https://kept.example"));
            Map<String, Object> properties = new HashMap<>(SharedWorld.properties());
            properties.put("server.port", FreePort.choose());
            properties.put("cezbek.consul.url", consul.url());
            properties.put("cezbek.vault.url", vault.url());
            properties.put("cezbek.vault.token", vault.token("600s", "600s"));
            Said said = doctor(properties, "--within=45");

            assertThat(said.lines())
                    .contains(
                            "cezbek.limits.sign-ins-per-minute = 77   (Consul config/cezbek-engine/data)",
                            "cezbek.public-url = ******   (Vault secret/cezbek-engine)")
                    .noneMatch(line -> line.contains("kept.example"));
            assertThat(said.lines()).noneMatch(line -> line.contains("configuration: "));
        }
    }

    @Test
    void listsChangedSettingsFirst() throws Exception {
        Map<String, Object> properties = Map.of("server.port", 12345, "cezbek.accept.lanes", 3);
        Said all = doctor(properties, "--settings");
        assertThat(all.lines().getFirst())
                .startsWith("cezbek.accept.lanes = 3   (")
                .contains(folder.resolve("engine.properties").toString());
        assertThat(all.lines())
                .contains("cezbek.public-url = http://localhost:12345   (default)")
                .noneMatch(line -> line.contains("${"));

        Said some = doctor(properties, "--settings=set");
        assertThat(some.lines()).noneMatch(line -> line.endsWith("(default)"));
        assertThat(some.lines().getFirst()).isEqualTo(all.lines().getFirst());
    }

    @Test
    void printsUsage() throws Exception {
        Said said = doctor(Map.of(), "--help");
        assertThat(said.status()).isZero();
        assertThat(said.lines()).singleElement().asString().startsWith("usage: doctor [--settings");
    }

    @Test
    void checksOnlyUsedSystems() throws Exception {
        try (SesUnderTest ses = SesUnderTest.start(Files.createDirectory(folder.resolve("mails")));
                CognitoUnderTest cognito = CognitoUnderTest.start(Files.createDirectory(folder.resolve("users")))) {
            Map<String, Object> properties = new HashMap<>(SharedWorld.properties());
            properties.putAll(cognito.engineProperties());
            properties.put("server.port", FreePort.choose());
            properties.put("cezbek.mail", "ses");
            properties.put("spring.cloud.aws.ses.endpoint", ses.uri());
            properties.put("cezbek.files", "folder");
            properties.put("cezbek.files.folder", folder.resolve("mails"));
            Said there = doctor(properties, "--within=45");
            for (String system : List.of("mail", "files", "identity")) {
                assertThat(there.line(system)).isEqualTo("ok      " + system + ": is available");
            }

            properties.put("cezbek.providers.xenit.password", "another");
            properties.put("spring.cloud.aws.ses.endpoint", "http://127.0.0.1:" + FreePort.choose());
            properties.put("cezbek.files.folder", folder.resolve("unmounted"));
            Said away = doctor(properties, "--within=45");
            assertThat(away.line("mail"))
                    .startsWith("warn")
                    .contains("does not accept connections at its address", "e-mails wait", "spring.cloud.aws");
            assertThat(away.line("files")).startsWith("warn").contains("A folder must exist and be mo");
            assertThat(away.line("provider xenit"))
                    .startsWith("warn")
                    .contains("refuses the credentials (HTTP_401); check cezbek.providers.xenit.*")
                    .doesNotContain("another");
            assertThat(away.line("provider josvo")).isEqualTo("ok      provider josvo: answers");
        }
    }

    @Test
    void reportsEachMissingSystemQuickly() throws Exception {
        int nowhere = FreePort.choose();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, Object> properties = new HashMap<>();
            properties.put("server.port", silent.getLocalPort());
            properties.put("server.address", "127.0.0.1");
            properties.put(
                    "spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + nowhere + "/cezbek?password=hunter2");
            properties.put("spring.data.redis.port", silent.getLocalPort());
            properties.put("spring.mail.host", "127.0.0.1");
            properties.put("spring.mail.port", nowhere);
            properties.put("spring.cloud.aws.endpoint", "http://127.0.0.1:" + nowhere);
            properties.put("spring.cloud.aws.region.static", "us-east-1");
            properties.put("spring.cloud.aws.credentials.access-key", "a");
            properties.put("spring.cloud.aws.credentials.secret-key", "b");
            properties.put("cezbek.providers.xenit.base-url", "http://127.0.0.1:" + nowhere);
            properties.put("cezbek.consul.url", "http://127.0.0.1:" + nowhere);
            properties.put("cezbek.vault.url", "http://127.0.0.1:" + nowhere);
            properties.put("cezbek.vault.token", "hunter2");
            properties.put("cezbek.limits.partner-call-per-second", 5);
            properties.put("cezbek.limits.address-calls-per-second", 0);
            long began = System.nanoTime();
            // Clients retry a few times before they report the reason, which takes longer on a busy machine.
            Said said = doctor(properties, "--within=30");

            assertThat(said.status()).isEqualTo(1);
            assertThat(said.line("configuration")).contains("Consul cannot be reached");
            assertThat(said.line("PostgreSQL"))
                    .startsWith("not ok")
                    .contains("cannot be reached", "spring.datasource.url");
            assertThat(said.line("master key")).startsWith("not ok").contains("cezbek.security.master-key");
            assertThat(said.line("port")).startsWith("not ok").contains("is in use by another program", "CEZBEK_PORT");
            assertThat(said.line("redis")).startsWith("warn").contains("check spring.data.redis");
            assertThat(said.line("queue")).startsWith("warn").contains("e-mails wait");
            assertThat(said.line("files")).startsWith("warn").contains("check cezbek.files");
            assertThat(said.line("mail")).startsWith("warn").contains("check spring.mail");
            assertThat(said.line("provider xenit")).startsWith("warn").contains("base-url");
            assertThat(said.line("configuration: Vault")).startsWith("not ok").contains("Vault cannot be reached");
            assertThat(said.line("setting cezbek.limits.partner-call-per-second"))
                    .contains("did you mean cezbek.limits.partner-calls-per-second?");
            assertThat(said.line("settings cezbek.limits"))
                    .startsWith("not ok")
                    .contains("each limit must be 1 or more");
            assertThat(said.lines()).noneMatch(line -> line.contains("hunter2") || line.startsWith("\tat "));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REPORTS_WITHIN);
        }
    }

    @Test
    void refusesUnknownOption() throws Exception {
        Said said = process(Map.of(), Map.of(), "--colour");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.lines())
                .singleElement()
                .asString()
                .startsWith("cezbek: '--colour' is not an option; usage: doctor");
    }

    @Test
    void namesOfSecretsAreKnown() {
        assertThat(List.of(
                        "cezbek.security.master-key",
                        "cezbek.security.former-master-keys",
                        "cezbek.providers.xenit.api-key",
                        "cezbek.providers.xenit.callback-secret",
                        "spring.cloud.aws.credentials.secret-key",
                        "cezbek.vault.token",
                        "spring.datasource.password"))
                .allMatch(EffectiveSettings::isSecret);
        assertThat(List.of("cezbek.access.token-ttl", "cezbek.consul.path", "cezbek.roles", "cezbek.vault.auth"))
                .noneMatch(EffectiveSettings::isSecret);
    }

    /** Loggers belong to the JVM, which other tests share; in a separate process they end with it. */
    @AfterEach
    void letOthersLogAgain() {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, levelBefore);
    }

    private Said doctor(Map<String, ?> properties, String... more) throws IOException, InterruptedException {
        List<String> arguments = arguments(properties, more);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status = Doctor.run(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
        return new Said(status, output.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private List<String> arguments(Map<String, ?> properties, String... more) throws IOException {
        Properties text = new Properties();
        properties.forEach((name, value) -> text.put(name, value.toString()));
        Path file = folder.resolve("engine.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            text.store(writer, null);
        }
        List<String> arguments =
                new ArrayList<>(List.of(Doctor.NAME, "--spring.config.additional-location=file:" + file));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private Said process(Map<String, ?> properties, Map<String, String> variables, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(EngineProgram.command());
        command.addAll(arguments(properties, more));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        Process doctor = builder.start();
        try {
            assertThat(doctor.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
        } finally {
            doctor.destroyForcibly();
        }
        return new Said(doctor.exitValue(), Files.readAllLines(output));
    }
}
