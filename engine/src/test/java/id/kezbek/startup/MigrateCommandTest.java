package id.kezbek.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.sandbox.client.HttpCalls;
import id.kezbek.sandbox.client.Mail;
import id.kezbek.testing.EngineProgram;
import id.kezbek.testing.SharedWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The command that migrates the schema before processes of a new version start. */
class MigrateCommandTest {

    private static final String CLOSED_PORT = "jdbc:postgresql://127.0.0.1:1/cezbek";

    private static final long ENDS_WITHIN_SECONDS = 120;

    @TempDir
    Path folder;

    /** The result of the command. */
    private record Ended(int status, String out, String err) {}

    /** Loggers belong to the JVM, which other tests share; in a separate process they end with it. */
    @AfterEach
    void letSpringSpeakAgain() {
        LoggingSystem logging = LoggingSystem.get(MigrateCommand.class.getClassLoader());
        MigrateCommand.QUIET
                .keySet()
                .forEach(name -> logging.setLogLevel(name.substring("logging.level.".length()), null));
    }

    @Test
    void makesTheSchemaOfAnEmptyDatabaseAndLeavesAFinishedOneAlone() {
        Map<String, Object> database = SharedWorld.propertiesOnEmptyDatabase("migrate_command");
        String url = database.get("spring.flyway.url").toString();
        String user = database.get("spring.flyway.user").toString();
        JdbcClient owner = JdbcClient.create(new DriverManagerDataSource(url, user, ""));

        Ended first = run("--spring.flyway.url=" + url, "--spring.flyway.user=" + user, "--cezbek.migrate=off");

        assertThat(first.status()).as(first.err()).isEqualTo(MigrateCommand.DONE);
        assertThat(first.out()).contains("the schema is up to date, at version ");
        assertThat(purchases(owner)).isZero();
        List<String> history = history(owner);

        Ended second = run("--spring.flyway.url=" + url, "--spring.flyway.user=" + user);

        assertThat(second.status()).as(second.err()).isEqualTo(MigrateCommand.DONE);
        assertThat(history(owner)).isEqualTo(history).isNotEmpty();
    }

    @Test
    void applicationReadsButCannotChangeSchemaVersion() {
        Map<String, Object> database = SharedWorld.propertiesOnEmptyDatabase("migrate_command_seen");
        run(
                "--spring.flyway.url=" + database.get("spring.flyway.url"),
                "--spring.flyway.user=" + database.get("spring.flyway.user"));
        JdbcClient application = JdbcClient.create(new DriverManagerDataSource(
                database.get("spring.datasource.url").toString(),
                database.get("spring.datasource.username").toString(),
                ""));

        assertThat(history(application)).isNotEmpty();
        assertThatThrownBy(() ->
                        application.sql("delete from flyway_schema_history").update())
                .rootCause()
                .hasMessageContaining("permission denied for table flyway_schema_history");
    }

    @Test
    void namesRequiredSettings() {
        Ended ended = run();

        assertThat(ended.status()).isEqualTo(MigrateCommand.FAILED);
        assertThat(ended.err())
                .contains("cezbek: migrate needs the log-in of the database's owner: set SPRING_FLYWAY_URL");
    }

    @Test
    void reportsUnavailableDatabase() {
        Ended ended = run(
                "--spring.flyway.url=" + CLOSED_PORT,
                "--spring.flyway.user=nobody",
                "--spring.flyway.connect-retries=0");

        assertThat(ended.status()).isEqualTo(MigrateCommand.FAILED);
        assertThat(ended.err()).contains("cezbek: PostgreSQL cannot be reached").doesNotContain("\tat ");
    }

    @Test
    void failedMigrationIsOneLineAndOneEmail() throws Exception {
        Map<String, Object> database = SharedWorld.propertiesOnEmptyDatabase("migrate_command_broken");
        Files.writeString(folder.resolve("V9999__broken.sql"), "select 1;\ncreate table shared.half (id absent);\n");
        List<String> command = new ArrayList<>(EngineProgram.command());
        command.addAll(List.of(
                MigrateCommand.NAME,
                "--spring.flyway.locations=classpath:db/migration,filesystem:" + folder,
                "--cezbek.operators.email=migrations@operators.example"));
        for (String name : List.of("spring.flyway.url", "spring.flyway.user", "spring.mail.host", "spring.mail.port")) {
            command.add("--" + name + "=" + database.get(name));
        }
        Ended ended = runAsAProcess(command);

        assertThat(ended.status()).isEqualTo(MigrateCommand.FAILED);
        assertThat(ended.err().lines())
                .filteredOn(line -> !line.startsWith("WARNING: "))
                .singleElement()
                .asString()
                .startsWith("cezbek: the migration V9999__broken.sql failed at line 2: type \"absent\" does not exist");
        assertThat(ended.out())
                .as("the way to it, and nothing of a context")
                .contains("9999 - broken", "E-mail to an operator sent")
                .doesNotContain("ApplicationContext", "stack_trace", "context initialization");
        try (HttpCalls sink = new HttpCalls(SharedWorld.get().mailUrl().toString())) {
            assertThat(new Mail(sink).to("migrations@operators.example"))
                    .singleElement()
                    .asString()
                    .contains("V9999__broken.sql failed at line 2");
        }
    }

    private Ended runAsAProcess(List<String> command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process migrating = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(migrating.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
        } finally {
            migrating.destroyForcibly();
        }
        return new Ended(migrating.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static long purchases(JdbcClient owner) {
        return owner.sql("select count(*) from cashback.reference")
                .query(Long.class)
                .single();
    }

    private static List<String> history(JdbcClient owner) {
        return owner.sql("select version || ' ' || installed_on from flyway_schema_history order by installed_rank")
                .query(String.class)
                .list();
    }

    private static Ended run(String... options) {
        List<String> arguments = new ArrayList<>(List.of(MigrateCommand.NAME));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = MigrateCommand.run(arguments, printing(out), printing(err));
        return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
