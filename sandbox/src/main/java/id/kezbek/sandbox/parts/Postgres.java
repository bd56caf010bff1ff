package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import id.kezbek.sandbox.files.UserCache;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server with durable commits. It has the database {@code cezbek}, the owner {@code cezbek_owner}
 * for migrations, and the user {@code cezbek_app}, which owns nothing. So the engine has only the rights that were
 * granted to it.
 */
public final class Postgres implements Part {

    private static final String DATABASE = "cezbek";
    private static final String OWNER = "cezbek_owner";
    private static final String APP = "cezbek_app";

    /** Not a secret: the server accepts connections only from this machine, without a password. */
    private static final String PASSWORD = "sandbox";

    private static final String LOGIN = "login password '" + PASSWORD + "'";
    /** The role with which the engine reads on behalf of a partner. */
    private static final String PARTNER_READER = "cezbek_partner_reader";

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int CONNECTIONS_MAX = 200;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String PID_FILE = "postmaster.pid";
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final Path data;
    private final Path log;
    private final int port = FreePort.choose();
    private final PostgresPrograms programs;
    private @Nullable EmbeddedPostgres server;

    /**
     * @param folder contains the data; the server's log is next to it
     */
    public Postgres(Path folder) {
        this(folder, PostgresPrograms.chosen());
    }

    /** Like {@link #Postgres(Path)}, but with the programs of a local PostgreSQL installation. */
    public static Postgres ofInstallation(Path folder, Path programs) {
        return new Postgres(folder, PostgresPrograms.named(Optional.of(programs.toString())));
    }

    private Postgres(Path folder, PostgresPrograms programs) {
        this.programs = programs;
        this.data = folder.toAbsolutePath();
        this.log = folder.resolveSibling("postgres.log").toAbsolutePath();
    }

    /** The major version of the programs to run. A data folder belongs to one major version. */
    public static String major() {
        return Integer.toString(PostgresPrograms.chosen().major());
    }

    /** The major version that wrote the data in the folder; empty if there is no data. */
    public static Optional<String> majorOf(Path folder) {
        Path version = folder.resolve("PG_VERSION");
        try {
            return Files.exists(version) ? Optional.of(Files.readString(version).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void start() throws IOException, SQLException {
        stopOrphan(data);
        OwnerOnly.folder(data);
        server = programs.locales(programs.programs(EmbeddedPostgres.builder()))
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(UserCache.folder("postgres").toFile())
                // The library's shutdown hook would stop the server while the engine still commits.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_MAX)
                // If the sandbox is killed, the server still runs. If it wrote to a pipe, it would then block or stop,
                // because the pipe has no reader.
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                // The library starts the server with fsync=off, but acknowledged commits must be durable here too.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                .setServerConfig("unix_socket_directories", "''")
                .start();
        prepareDatabase(server);
    }

    /** Stops a server on the folder that an earlier process left running. */
    static boolean stopOrphan(Path folder) {
        return Orphan.stop(folder.resolve(PID_FILE), folder.toString(), Orphan.Signal.INT);
    }

    private void prepareDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            createRole(statement, OWNER, LOGIN);
            createRole(statement, APP, LOGIN);
            createRole(statement, PARTNER_READER, "nologin");
            for (String grant : programs.grantToActAs(PARTNER_READER, APP)) {
                statement.execute(grant);
            }
            if (!exists(statement, "select from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + OWNER);
            }
        }
    }

    private static void createRole(Statement statement, String role, String attributes) throws SQLException {
        if (!exists(statement, "select from pg_roles where rolname = '" + role + "'")) {
            statement.execute("create role " + role + " " + attributes);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** The server with all its worker processes, while it runs. */
    public ProcessFamily family() {
        return Orphan.find(data.resolve(PID_FILE), data.toString())
                .flatMap(server -> ProcessFamily.of(server.pid()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run on " + data));
    }

    /**
     * Restarts the server after its processes were killed. The server recovers from its write-ahead log, as after a
     * power failure.
     *
     * @throws IOException if the server does not start in time
     */
    public void startAfterCrash() throws IOException {
        // The process in the pid file has ended, but may still be in the process table. With its pid file, the new
        // server would treat it as a running server.
        Files.deleteIfExists(data.resolve(PID_FILE));
        new ProcessBuilder(OwnSession.command(lastCommand()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start()
                .getOutputStream()
                .close();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL did not recover within " + START_MAX + "; its log is " + log);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The command line with which the server was last started. The server stores it in a file. */
    private List<String> lastCommand() throws IOException {
        String line = Files.readString(data.resolve("postmaster.opts")).strip();
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // The server refuses to run as root. In a separate user namespace, the server has another user id.
            command.addAll(List.of("unshare", "-U"));
        }
        int programEnd = line.indexOf(" \"");
        command.add(programEnd < 0 ? line : line.substring(0, programEnd));
        QUOTED.matcher(line).results().map(quoted -> quoted.group(1)).forEach(command::add);
        return command;
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(ownerUrl() + "&connectTimeout=1&socketTimeout=2");
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException _) {
            return false;
        }
    }

    /** The JDBC URL for the owner of the database, with credentials. */
    public String ownerUrl() {
        return ownerUrl(DATABASE);
    }

    /** Like {@link #ownerUrl()}, but for a copy of the database. */
    public String ownerUrl(String database) {
        return url(database) + "?user=" + OWNER + "&password=" + PASSWORD;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * Copies the database. The original database must have no connections during the copy.
     *
     * @param database the name of the copy
     */
    public void copyTo(String database) throws SQLException {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run on " + data);
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database + " template " + DATABASE + " owner " + OWNER);
        }
    }

    @Override
    public Map<String, String> engineProperties() {
        return engineProperties(DATABASE);
    }

    /** Like {@link #engineProperties()}, but for a copy of the database. */
    public Map<String, String> engineProperties(String database) {
        return Map.of(
                "spring.datasource.url", url(database),
                "spring.datasource.username", APP,
                "spring.datasource.password", PASSWORD,
                "spring.flyway.url", url(database),
                "spring.flyway.user", OWNER,
                "spring.flyway.password", PASSWORD);
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
            // Stops the server if the clean shutdown took too long. The next start then recovers from the write-ahead
            // log without data loss.
            stopOrphan(data);
        }
    }
}
