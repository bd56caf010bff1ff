package id.kezbek.startup.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.notifications.MailSender;
import id.kezbek.startup.StartFailure;
import id.kezbek.startup.schema.SchemaSettings.Migrate;
import id.kezbek.startup.schema.SchemaSettings.Operators;
import id.kezbek.testing.SharedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Small migration histories, each in a separate schema. */
class MigrationsTest {

    private static final AtomicInteger HISTORIES = new AtomicInteger();
    private static final String FIRST = "create table shelf (id int primary key, name text)";
    private static final String SECOND = "alter table shelf add column height int";
    private static final String THIRD = "create table book (id int primary key)";
    private static final Runnable NO_REST = () -> {};

    private static String databaseUrl = "";

    @TempDir
    Path folder;

    private String url = "";
    private JdbcClient database = JdbcClient.create(new DriverManagerDataSource());

    @BeforeAll
    static void newDatabase() {
        Map<String, Object> properties = SharedWorld.propertiesOnEmptyDatabase("histories");
        databaseUrl = properties.get("spring.flyway.url") + "?user=" + properties.get("spring.flyway.user")
                + "&password=" + properties.get("spring.flyway.password");
    }

    @BeforeEach
    void newHistory() {
        String schema = "history_" + HISTORIES.getAndIncrement();
        JdbcClient.create(new DriverManagerDataSource(databaseUrl))
                .sql("create schema " + schema)
                .update();
        url = databaseUrl + "&currentSchema=" + schema;
        database = JdbcClient.create(new DriverManagerDataSource(url));
    }

    @AfterEach
    void forgetWhatAllWouldShare() {
        database.sql("drop schema if exists shared cascade").update();
    }

    @Test
    void runsMissingMigrationsOnce() throws Exception {
        file("V1__first.sql", FIRST);
        migrate();
        file("V2__second.sql", SECOND);
        migrate();
        migrate();
        assertThat(database.sql("select script from flyway_schema_history order by installed_rank")
                        .query(String.class)
                        .list())
                .containsExactly("V1__first.sql", "V2__second.sql");
    }

    @Test
    void namesChangedFile() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", SECOND);
        migrate();
        file("V1__first.sql", FIRST + " -- and more");
        file("V3__third.sql", THIRD);
        assertRefuses("the migration V1__first.sql was changed after it ran", "into a new migration");
        assertThat(isThere("book")).as("nothing else ran").isFalse();
    }

    @Test
    void namesMissingFile() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", SECOND);
        migrate();
        Files.delete(folder.resolve("V1__first.sql"));
        assertRefuses("the migration V1__first.sql ran on this database but is missing", "restore the file");
    }

    @Test
    void namesLateFile() throws Exception {
        file("V1__first.sql", FIRST);
        file("V3__third.sql", THIRD);
        migrate();
        file("V2__second.sql", SECOND);
        assertRefuses("the migration V2__second.sql comes before 3", "give it a higher number");
    }

    @Test
    void reportsRenamedFile() throws Exception {
        file("V1__first.sql", FIRST);
        migrate();
        Files.move(folder.resolve("V1__first.sql"), folder.resolve("V1__shelf.sql"));
        assertRefuses("Migration description mismatch for migration version 1", "restore the migration's file");
    }

    @Test
    void severalProblemsAreOneLine() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", SECOND);
        migrate();
        file("V1__first.sql", FIRST + " -- and more");
        file("V2__second.sql", SECOND + " -- and more");
        assertRefuses("V1__first.sql was changed", "(and 1 more like this)");
    }

    @Test
    void olderEngineRunsOnExtendedSchema() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", SECOND);
        migrate();
        Files.delete(folder.resolve("V2__second.sql"));
        migrate();
    }

    @Test
    void refusesTooOldEngine() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", """
                create schema shared;
                create table shared.oldest_engine (migration text);
                insert into shared.oldest_engine values ('2')""");
        migrate();
        migrate();
        Files.delete(folder.resolve("V2__second.sql"));
        assertRefuses("too new for this version of the engine", "which has migrations up to 1 but needs 2 or later");
    }

    @Test
    void namesFailedFileAndRollsBack() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", SECOND + ";\nalter table nowhere add column x int");
        assertRefuses(
                "the migration V2__second.sql failed at line 2: relation \"nowhere\" does not exist",
                "nothing was changed");
        assertThat(isThere("shelf")).as("what ran before it stays").isTrue();
        assertThat(hasColumn("shelf", "height")).isFalse();

        file("V2__second.sql", SECOND);
        migrate();
        assertThat(hasColumn("shelf", "height")).isTrue();
    }

    @Test
    void createsIndexConcurrently() throws Exception {
        file("V1__first.sql", FIRST);
        file("V2__second.sql", "create index concurrently shelf_name on shelf (name)");
        migrate();
        assertThat(isThere("shelf_name")).isTrue();
    }

    @Test
    void reportsIncompleteFileUntilItIsFixed() throws Exception {
        file("V1__first.sql", FIRST + "; insert into shelf values (1, 'same'), (2, 'same')");
        file("V2__second.sql", "create unique index concurrently shelf_name on shelf (name)");
        assertRefuses("the migration V2__second.sql failed", "check and repair its partial changes");
        assertRefuses("the migration V2__second.sql failed half-way", "delete from flyway_schema_history");

        database.sql("drop index shelf_name").update();
        database.sql("delete from shelf where id = 2").update();
        database.sql("delete from flyway_schema_history where script = 'V2__second.sql' and not success")
                .update();
        migrate();
        assertThat(isThere("shelf_name")).isTrue();
    }

    @Test
    void retriesLockedTableForLimitedTime() throws Exception {
        file("V1__first.sql", FIRST);
        migrate();
        file("V2__second.sql", SECOND);
        try (Connection user = DriverManager.getConnection(url)) {
            use(user, "shelf");
            AtomicInteger rests = new AtomicInteger();
            assertThatThrownBy(() ->
                            migrations(Migrate.START, rests::incrementAndGet).migrate(flyway()))
                    .isInstanceOf(StartFailure.Precondition.class)
                    .hasMessageContaining("the migration V2__second.sql waited too long")
                    .hasMessageContaining("start again");
            assertThat(rests.get()).isEqualTo(4);
        }
    }

    @Test
    void succeedsWhenTableIsFreeAtNextTry() throws Exception {
        file("V1__first.sql", FIRST);
        migrate();
        file("V2__second.sql", SECOND);
        try (Connection user = DriverManager.getConnection(url)) {
            use(user, "shelf");
            migrations(Migrate.START, () -> end(user)).migrate(flyway());
        }
        assertThat(hasColumn("shelf", "height")).isTrue();
    }

    @Test
    void refusesOldSchemaIfOtherProcessMigrates() throws Exception {
        file("V1__first.sql", FIRST);
        migrate();
        migrations(Migrate.OFF, NO_REST).migrate(flyway());

        file("V2__second.sql", SECOND);
        assertThatThrownBy(() -> migrations(Migrate.OFF, NO_REST).migrate(flyway()))
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageContaining("lacks 1 migrations, starting with V2__second.sql")
                .hasMessageContaining("cezbek.migrate");
        assertThat(hasColumn("shelf", "height")).isFalse();
    }

    @Test
    void namesTooOldServer() {
        assertThat(DatabaseServer.tooOld(14))
                .hasValueSatisfying(line ->
                        assertThat(line).contains("PostgreSQL 14 is too old").contains("15 to 18"));
        assertThat(DatabaseServer.tooOld(15)).isEmpty();
        assertThat(DatabaseServer.tooOld(19)).isEmpty();
    }

    private void file(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private void migrate() {
        migrations(Migrate.START, NO_REST).migrate(flyway());
    }

    private void assertRefuses(String what, String whatToDo) {
        assertThatThrownBy(this::migrate)
                .isInstanceOf(StartFailure.Precondition.class)
                .hasMessageContaining(what)
                .hasMessageContaining(whatToDo)
                .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
    }

    private static Migrations migrations(Migrate when, Runnable rest) {
        SchemaSettings settings = new SchemaSettings(when, new Operators(List.of()));
        return new Migrations(
                settings,
                new OperatorMail(settings, new DefaultListableBeanFactory().getBeanProvider(MailSender.class)),
                rest);
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(new DriverManagerDataSource(url))
                .locations("filesystem:" + folder)
                .initSql("set lock_timeout = '100ms'")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    private static void use(Connection connection, String table) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access share mode");
        }
    }

    private static void end(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isThere(String relation) {
        return database.sql("select to_regclass(?) is not null")
                .param(relation)
                .query(Boolean.class)
                .single();
    }

    private boolean hasColumn(String table, String column) {
        return database.sql("select exists (select from pg_attribute where attrelid = ?::regclass and attname = ?)")
                .params(table, column)
                .query(Boolean.class)
                .single();
    }
}
