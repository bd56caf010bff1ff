package id.kezbek.startup.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Requirements on the database server that no migration can create. */
final class DatabaseServer {

    private static final int OLDEST_MAJOR = 15;
    private static final int NEWEST_MAJOR_TRIED = 18;
    /**
     * From this major version on, each grant of a role defines whether the user inherits the role's rights. In earlier
     * versions, one setting of the user applies to all roles of the user.
     */
    private static final int INHERIT_BY_GRANT_SINCE = 16;

    private final DataSource database;
    private final String reader;
    private final String app;

    /** @param names the migrations' placeholders with the names of roles */
    DatabaseServer(DataSource database, Map<String, String> names) {
        this.database = database;
        this.reader = names.getOrDefault("partner_reader", "cezbek_partner_reader");
        this.app = names.getOrDefault("app_user", "cezbek_app");
    }

    Optional<String> problem() throws SQLException {
        try (Connection connection = database.getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            Optional<String> tooOld = tooOld(major);
            return tooOld.isPresent() || isRole(connection, reader) ? tooOld : Optional.of(roleIsMissing(major));
        }
    }

    static Optional<String> tooOld(int major) {
        return major >= OLDEST_MAJOR
                ? Optional.empty()
                : Optional.of("PostgreSQL " + major + " is too old; the engine needs " + OLDEST_MAJOR + " to "
                        + NEWEST_MAJOR_TRIED + "; upgrade the server, or set another one in spring.datasource.url");
    }

    private String roleIsMissing(int major) {
        String grant = major >= INHERIT_BY_GRANT_SINCE
                ? "grant " + reader + " to " + app + " with inherit false, set true"
                : "alter role " + app + " noinherit; grant " + reader + " to " + app;
        return "the role " + reader + " is missing; ask a database administrator to run: create role " + reader
                + " nologin; " + grant;
    }

    private static boolean isRole(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select exists (select from pg_roles where rolname = ?)")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
