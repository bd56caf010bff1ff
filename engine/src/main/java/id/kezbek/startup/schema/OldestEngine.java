package id.kezbek.startup.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The oldest engine version that the schema supports, stored as that version's newest migration. An engine may run on a
 * newer schema, for example during a rolling restart. A migration that removes a table or column increases this value
 * in the same file. Older engines then refuse to start.
 */
final class OldestEngine {

    private final DataSource database;

    OldestEngine(DataSource database) {
        this.database = database;
    }

    /**
     * The reason why an engine with the newest migration {@code brought} must not run on the database; empty if the
     * engine may run.
     */
    Optional<String> problem(MigrationVersion brought) throws SQLException {
        return oldest().filter(oldest -> oldest.compareTo(brought) > 0)
                .map(oldest ->
                        "the database's schema is too new for this version of the engine, which has migrations up to"
                                + " " + brought + " but needs " + oldest
                                + " or later; start the newer version again");
    }

    private Optional<MigrationVersion> oldest() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isKept(statement)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.executeQuery("select migration from shared.oldest_engine")) {
                return rows.next() ? Optional.of(MigrationVersion.fromVersion(rows.getString(1))) : Optional.empty();
            }
        }
    }

    private static boolean isKept(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select to_regclass('shared.oldest_engine') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
