package id.kezbek.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.testing.SharedWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The command that brings the schema up to date before processes of a new version start. */
class MigrateCommandTest {

    private static final String CLOSED_PORT = "jdbc:postgresql://127.0.0.1:1/cezbek";

    /** How the command ended. */
    private record Ended(int status, String out, String err) {}

    @Test
    void makesTheSchemaOfAnEmptyDatabaseAndLeavesAFinishedOneAlone() {
        Map<String, Object> database = SharedWorld.propertiesOnNewDatabase("migrate_command");
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
    void letsTheApplicationSeeHowFarTheSchemaIsAndChangeNothingOfIt() {
        Map<String, Object> database = SharedWorld.propertiesOnNewDatabase("migrate_command_seen");
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
    void saysWhichSettingsItNeeds() {
        Ended ended = run();

        assertThat(ended.status()).isEqualTo(MigrateCommand.FAILED);
        assertThat(ended.err()).contains("cezbek: migrate needs the database as its owner: set SPRING_FLYWAY_URL");
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        Ended ended = run(
                "--spring.flyway.url=" + CLOSED_PORT,
                "--spring.flyway.user=nobody",
                "--spring.flyway.connect-retries=0");

        assertThat(ended.status()).isEqualTo(MigrateCommand.FAILED);
        assertThat(ended.err()).contains("cezbek: PostgreSQL cannot be reached").doesNotContain("\tat ");
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
