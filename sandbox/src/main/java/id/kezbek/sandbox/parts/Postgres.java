package id.kezbek.sandbox.parts;

import id.kezbek.sandbox.files.OwnerOnly;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server with durable commits. It has the database {@code cezbek}, its owner {@code cezbek_owner},
 * who migrates, and {@code cezbek_app}, who owns nothing, so that what the engine may do is granted and nothing else.
 */
public final class Postgres implements Part {

    /** The PostgreSQL major whose binaries are embedded; a data folder belongs to one major. */
    public static final String MAJOR = "18";

    private static final String DATABASE = "cezbek";
    private static final String OWNER = "cezbek_owner";
    private static final String APP = "cezbek_app";

    /** No secret: the server trusts connections from this machine and listens nowhere else. */
    private static final String PASSWORD = "sandbox";

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final int CONNECTIONS_MAX = 200;

    private final Path data;
    private final Path log;
    private final int port = FreePort.choose();
    private @Nullable EmbeddedPostgres server;

    /** @param folder keeps the data; the server's log is beside it */
    public Postgres(Path folder) {
        this.data = folder.toAbsolutePath();
        this.log = folder.resolveSibling("postgres.log").toAbsolutePath();
    }

    /** The major version that wrote the folder's data; empty when there is none yet. */
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
        server = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries().toFile())
                // The library's hook would stop the server while the engine still commits.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_MAX)
                // The server outlives a killed sandbox; a pipe to nowhere would block or break it.
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                // The library starts the server with fsync off; acknowledged must mean durable here too.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                .setServerConfig("unix_socket_directories", "''")
                // The same order and case rules on every system, whatever its locales.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .start();
        prepareDatabase(server);
    }

    /** Stops a server that an earlier process left running on the folder. */
    static boolean stopOrphan(Path folder) {
        return Orphan.stop(folder.resolve("postmaster.pid"), folder.toString(), Orphan.Signal.INT);
    }

    /** Shared by all folders of a person, because unpacking takes seconds. */
    private static Path binaries() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .orElse(Path.of(System.getProperty("user.home"), ".cache").toString());
        return Path.of(cache, "cezbek", "postgres");
    }

    private static void prepareDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            createRole(statement, OWNER);
            createRole(statement, APP);
            if (!exists(statement, "select from pg_database where datname = '" + DATABASE + "'")) {
                statement.execute("create database " + DATABASE + " owner " + OWNER);
            }
        }
    }

    private static void createRole(Statement statement, String role) throws SQLException {
        if (!exists(statement, "select from pg_roles where rolname = '" + role + "'")) {
            statement.execute("create role " + role + " login password '" + PASSWORD + "'");
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** The address of the database for its owner, credentials included. */
    public String ownerUrl() {
        return url() + "?user=" + OWNER + "&password=" + PASSWORD;
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    @Override
    public Map<String, String> engineProperties() {
        return Map.of(
                "spring.datasource.url", url(),
                "spring.datasource.username", APP,
                "spring.datasource.password", PASSWORD,
                "spring.flyway.url", url(),
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
            // Only when the clean stop took too long; the next start then recovers from the log, losing nothing.
            stopOrphan(data);
        }
    }
}
