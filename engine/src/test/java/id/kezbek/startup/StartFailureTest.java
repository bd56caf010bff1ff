package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.testing.EngineProgram;
import id.kezbek.testing.OwnEngine;
import id.kezbek.testing.SharedWorld;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that cannot start: as a process it exits with status 1 and one line that says what to do. A wrong setting, a missing
 * server and a wrong database are each tried with a process, the other causes without one, which takes a third of the time.
 */
class StartFailureTest {

    private static final long ENDS_WITHIN_SECONDS = 120;
    private static Map<String, Object> database;

    @TempDir
    Path folder;

    /** The result of a process. */
    private record Ended(int status, List<String> errors, String output) {}

    @Test
    void usedPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertExplains(
                    Map.of("server.port", taken.getLocalPort()),
                    "port " + taken.getLocalPort() + " is in use",
                    "CEZBEK_PORT");
        }
    }

    @Test
    void noPostgres() throws Exception {
        String nowhere = "jdbc:postgresql://127.0.0.1:" + closedPort() + "/cezbek";
        assertTells(
                start(Map.of(
                        "spring.datasource.url",
                        nowhere,
                        "spring.flyway.url",
                        nowhere,
                        "spring.flyway.connect-retries",
                        1,
                        "spring.flyway.connect-retries-interval",
                        "100ms")),
                "PostgreSQL cannot be reached",
                "spring.datasource.url");
    }

    @Test
    void unknownRole() throws Exception {
        assertTells(start(Map.of("cezbek.roles", "foo")), "cezbek.roles contains 'foo'", "api, job, analytics");
    }

    @Test
    void noMasterKey() throws Exception {
        assertExplains(
                Map.of("cezbek.security.master-key", ""),
                "cezbek.security.master-key is not set",
                "CEZBEK_SECURITY_MASTER_KEY");
    }

    @Test
    void databaseWithMissingRoleOrRights() throws Exception {
        // The library unpacks its programs once for each JVM, to the folder of the first server; that must not be
        // this test's folder.
        SharedWorld.get();
        try (EmbeddedPostgres forgetful = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setRegisterShutdownHook(false)
                .start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + forgetful.getPort() + "/postgres";
            Map<String, Object> toIt = Map.of(
                    "spring.datasource.url", url,
                    "spring.datasource.username", "postgres",
                    "spring.flyway.url", url,
                    "spring.flyway.user", "postgres",
                    "cezbek.database.app-user", "postgres");
            assertExplains(toIt, "the role cezbek_partner_reader is missing", "create role cezbek_partner_reader");

            try (Connection administrator = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = administrator.createStatement()) {
                statement.execute("create role cezbek_partner_reader nologin");
            }
            assertExplains(toIt, "PostgreSQL runs with fsync = off", "set it to on");
        }
    }

    @Test
    void changedMigrationWithEmailToOperators() throws Exception {
        Map<String, Object> changed = SharedWorld.propertiesOnEmptyDatabase("changed_migration");
        String url = changed.get("spring.flyway.url").toString();
        try (Connection owner = DriverManager.getConnection(
                        url,
                        changed.get("spring.flyway.user").toString(),
                        changed.get("spring.flyway.password").toString());
                Statement statement = owner.createStatement()) {
            // Flyway's record of a first migration with another content.
            statement.execute("""
                    create table flyway_schema_history (installed_rank int primary key, version varchar(50),
                      description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,
                      checksum int, installed_by varchar(100) not null, installed_on timestamp not null default now(),
                      execution_time int not null, success boolean not null)""");
            statement.execute("""
                    insert into flyway_schema_history values
                      (1, '010', 'settings versions', 'SQL', 'shared/V010__settings_versions.sql', 7, 'o', now(), 1, true)""");
        }
        assertTells(
                start(Map.of(
                        "spring.datasource.url", url,
                        "spring.flyway.url", url,
                        "cezbek.operators.email", "ops@operators.example,lead@operators.example")),
                "the migration shared/V010__settings_versions.sql was changed after it ran on this database",
                "restore the file as it was released");
        for (String operator : List.of("ops@operators.example", "lead@operators.example")) {
            assertThat(mailsTo(operator))
                    .as(operator)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("V010__settings_versions.sql");
        }
    }

    private static List<Mail.Message> mailsTo(String address) {
        try (HttpCalls sink = new HttpCalls(SharedWorld.get().mailUrl().toString())) {
            return new Mail(sink).to(address);
        }
    }

    private static void assertExplains(Map<String, Object> different, String what, String whatToDo) {
        Map<String, Object> properties = new HashMap<>(database());
        properties.put("server.port", "0");
        properties.put("cezbek.roles", "api");
        properties.putAll(different);
        assertThatThrownBy(() -> OwnEngine.start(properties).close())
                .satisfies(failed -> assertThat(StartFailure.explain(failed)).contains(what, whatToDo));
    }

    private static void assertTells(Ended ended, String what, String whatToDo) {
        assertThat(ended.errors())
                .filteredOn(line -> line.startsWith("cezbek: "))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(what).contains(whatToDo));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
        assertThat(ended.output()).as("no stack trace").doesNotContain("stack_trace", "\tat ");
    }

    private Ended start(Map<String, Object> different) throws Exception {
        Properties properties = new Properties();
        database().forEach((name, value) -> properties.put(name, value.toString()));
        properties.put("server.port", "0");
        properties.put("cezbek.roles", "api");
        different.forEach((name, value) -> properties.put(name, value.toString()));
        Path file = folder.resolve("engine.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(EngineProgram.command());
        command.add("--spring.config.additional-location=file:" + file);
        Process engine = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(engine.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
        } finally {
            engine.destroyForcibly();
        }
        return new Ended(engine.exitValue(), Files.readAllLines(errors), Files.readString(output));
    }

    private static synchronized Map<String, Object> database() {
        if (database == null) {
            database = new HashMap<>(SharedWorld.propertiesOnNewDatabase("start_failure"));
        }
        return database;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
