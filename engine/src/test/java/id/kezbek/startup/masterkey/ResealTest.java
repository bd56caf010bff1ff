package id.kezbek.startup.masterkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.partners.Credential;
import id.kezbek.partners.CredentialDirectory;
import id.kezbek.partners.SigningPartner;
import id.kezbek.partners.credentials.Credentials;
import id.kezbek.shared.Eventually;
import id.kezbek.shared.files.SealedFiles;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Role;
import id.kezbek.startup.StartFailure;
import id.kezbek.testing.Call;
import id.kezbek.testing.EngineUnderTest;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The detection of another master key at a start, and the change from one key to the next. */
@ExtendWith(OutputCaptureExtension.class)
class ResealTest {

    private static final String NEW_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String KEY = "cezbek.security.master-key";
    private static final String FORMER = "cezbek.security.former-master-keys";

    private static final String CONTENT = "id,msisdn";

    private static final UUID EXPORT = UUID.randomUUID();
    private static final String LEFT = "reseal_left";

    private static Credential credential;
    private static String token;

    private record Ended(int status, String out, String err) {}

    /** An engine leaves a database with a partner, a session and an export. Each test has a copy of it. */
    @BeforeAll
    static void leaveDatabase() throws IOException {
        Map<String, Object> properties = SharedWorld.propertiesOnNewDatabase(LEFT);
        properties.put("server.port", 0);
        try (OwnEngine own = OwnEngine.start(properties)) {
            credential = own.engine().partner("RESEALED").credential();
            token = own.engine().staffToken(Role.ADMIN);
            assertThat(status(own.engine())).isEqualTo(200);
            putExport(own.engine());
        }
    }

    /** Loggers belong to the JVM, which other tests share; in a separate process they end with it. */
    @AfterEach
    void letOthersSpeakAgain() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @Test
    void bringsAllUnderANewKeyAfterWhichTheFormerOneIsNotNeeded(CapturedOutput output) throws IOException {
        Map<String, Object> before = copy("reseal_all");
        Map<String, Object> rotating = new HashMap<>(before);
        rotating.put(KEY, NEW_KEY);
        assertRefused(rotating, KEY + " does not decrypt the stored values: they were written with another key");

        rotating.put(FORMER, before.get(KEY));
        try (OwnEngine own = OwnEngine.start(rotating)) {
            assertAllWorks(own.engine());
        }
        Map<String, Object> after = new HashMap<>(rotating);
        after.remove(FORMER);
        assertKeysRefused(after, "does not decrypt");

        Ended first = reseal(rotating);
        assertThat(first.status()).as(first.out() + first.err()).isEqualTo(ResealCommand.DONE);
        Eventually.holds(
                "the security event is written",
                () -> output.getAll()
                        .lines()
                        .anyMatch(line -> line.contains("key-changed") && line.contains("reseal renewed=")));
        assertThat(first.out())
                .contains("partners.credential.sealed_secret: ", "access.signing_key.sealed_private_key: 1 of 1")
                .contains("no value needs a former key");
        String former = first.out().replaceFirst("(?s).*cezbek.security.former-hash-keys=(\\S+).*", "$1");
        byte[] hash = new KeyedHash(before.get(KEY).toString(), "").of("account", "a@staff.example");
        assertThat(new KeyedHash(NEW_KEY, "", former).underAnyKey("account", "a@staff.example"))
                .anySatisfy(known -> assertThat(known).isEqualTo(hash));
        assertThat(reseal(rotating).out()).startsWith("0 values now use the new key");

        try (OwnEngine own = OwnEngine.start(after)) {
            assertAllWorks(own.engine());
            assertExportOpens(own.engine());
        }
    }

    @Test
    void keepsUnreadableAndInvalidValues() {
        Map<String, Object> before = copy("reseal_altered");
        owner(before)
                .sql("update partners.credential set expires_at = now() + interval '9 days' where api_key_hash = ?")
                .param(Digests.sha256(credential.apiKey()))
                .update();
        Map<String, Object> rotating = new HashMap<>(before);
        rotating.put(KEY, NEW_KEY);
        rotating.put(FORMER, before.get(KEY));

        Ended ended = reseal(rotating);

        assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(ResealCommand.LEFT);
        assertThat(ended.out()).contains("partners.credential [", "1 values still use another key");
        rotating.remove(FORMER);
        try (ConfigurableApplicationContext keys = startKeys(rotating)) {
            assertThat(found(keys)).isEmpty();
        }
    }

    /** As after an upgrade from a version without signatures. */
    @Test
    void rowsOfBeforeAreSignedByAnOperatorsWordOnly() {
        Map<String, Object> properties = copy("reseal_signs");
        owner(properties).sql("update partners.credential set mac = null").update();
        assertKeysRefused(properties, "partners.credential is signed with the master key");

        assertThat(reseal(properties).out()).containsPattern("partners.credential: [0-9]+ rows have no MAC");
        Ended signed = reseal(properties, "--sign-rows");
        assertThat(signed.status()).as(signed.out() + signed.err()).isEqualTo(ResealCommand.DONE);
        assertThat(signed.out()).contains("signed partners.credential [", "rows signed");

        try (ConfigurableApplicationContext keys = startKeys(properties)) {
            assertThat(found(keys)).isPresent();
        }
    }

    /** The part of an engine that checks the keys at a start, and the credentials. */
    private static ConfigurableApplicationContext startKeys(Map<String, Object> properties) {
        return new SpringApplicationBuilder(ResealCommand.Parts.class, MasterKeyOpens.class, Credentials.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(properties.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static Optional<SigningPartner> found(ConfigurableApplicationContext keys) {
        return keys.getBean(Credentials.class).find(credential.apiKey(), Instant.now());
    }

    private static void assertKeysRefused(Map<String, Object> properties, String line) {
        assertThatThrownBy(() -> startKeys(properties).close())
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).contains(line));
    }

    /** A file in the store, which resealing does not change: its key is in the row. */
    private static void putExport(EngineUnderTest engine) throws IOException {
        byte[] sealedKey = engine.get(SealedFiles.class)
                .put(exported(), new ByteArrayInputStream(CONTENT.getBytes(StandardCharsets.UTF_8)));
        engine.get(JdbcClient.class).sql("""
                        insert into reporting.export (id, list, format, state, is_file, sealed_key, created_at)
                        values (?, '/api/v2/payouts', 'CSV', 'DONE', true, ?, now())""").params(EXPORT, sealedKey).update();
    }

    private static void assertExportOpens(EngineUnderTest engine) throws IOException {
        byte[] sealedKey = engine.get(JdbcClient.class)
                .sql("select sealed_key from reporting.export where id = ?")
                .param(EXPORT)
                .query(byte[].class)
                .single();
        try (InputStream in = engine.get(SealedFiles.class).get(exported(), sealedKey)) {
            assertThat(in).asString(StandardCharsets.UTF_8).isEqualTo(CONTENT);
        }
    }

    private static SealedFiles.Name exported() {
        return new SealedFiles.Name("exports/" + EXPORT, CONTENT.length(), "reporting.export/" + EXPORT);
    }

    private static void assertAllWorks(EngineUnderTest engine) {
        assertThat(engine.get(CredentialDirectory.class).find(credential.apiKey()))
                .isPresent();
        assertThat(status(engine)).isEqualTo(200);
    }

    private static int status(EngineUnderTest engine) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Call.to(engine.uri("/api/v2/staff")).bearer(token).statusBy(client);
        }
    }

    private static void assertRefused(Map<String, Object> properties, String line) {
        assertThatThrownBy(() -> OwnEngine.start(properties).close())
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).contains(line));
    }

    private static Map<String, Object> copy(String name) {
        Map<String, Object> properties = SharedWorld.propertiesOnCopy(name, LEFT);
        properties.put("server.port", 0);
        return properties;
    }

    private static JdbcClient owner(Map<String, Object> properties) {
        return JdbcClient.create(new DriverManagerDataSource(
                properties.get("spring.flyway.url").toString(),
                properties.get("spring.flyway.user").toString(),
                ""));
    }

    private static Ended reseal(Map<String, Object> properties, String... options) {
        List<String> arguments = new ArrayList<>(List.of(ResealCommand.NAME));
        arguments.addAll(List.of(options));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = ResealCommand.run(arguments, new PrintStream(out, true), new PrintStream(err, true));
        return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
