package id.kezbek.platform.doctor;

import id.kezbek.platform.masterkey.KeyCheck;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** PostgreSQL: whether it is there, new enough, durable, prepared for the engine, and of the same time. */
final class DatabaseCheck {

    private static final String WHAT = "PostgreSQL";
    private static final int OLDEST_MAJOR = 15;
    private static final int PER_MAJOR = 10_000;
    private static final String LOGIN_SECONDS = "2";
    private static final String READ_SECONDS = "3";
    /** Sessions and tokens allow for more; beyond it times in answers look wrong. */
    private static final Duration SKEW_MAX = Duration.ofSeconds(2);

    private final Environment environment;

    DatabaseCheck(Environment environment) {
        this.environment = environment;
    }

    List<Check> checks() {
        return List.of(
                Check.needed(WHAT, this::engines),
                Check.needed("migrations", this::migrations),
                Check.useful("people", this::people));
    }

    private Finding engines() throws SQLException {
        if (url("spring.datasource.url").isEmpty()) {
            return Finding.wrong(
                    WHAT, "spring.datasource.url is not set; name the database, such as jdbc:postgresql://host/cezbek");
        }
        Instant before = Instant.now();
        try (Connection connection =
                        connect("spring.datasource.url", "spring.datasource.username", "spring.datasource.password");
                Statement statement = connection.createStatement()) {
            int major = Integer.parseInt(one(statement, "show server_version_num")) / PER_MAJOR;
            if (major < OLDEST_MAJOR) {
                return Finding.wrong(
                        WHAT, "it is version " + major + "; the engine needs " + OLDEST_MAJOR + " or newer");
            }
            List<String> wrong = new ArrayList<>();
            for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
                if (one(statement, "show " + setting).equals("off")) {
                    wrong.add(setting + " is off, so it may lose acknowledged purchases; set it to on");
                }
            }
            String reader = environment.getProperty("cezbek.database.partner-reader", "cezbek_partner_reader");
            if (!one(statement, "select exists (select from pg_roles where rolname = '" + quoted(reader) + "')")
                    .equals("t")) {
                wrong.add("the role " + reader + " is missing; as administrator: create role " + reader + " nologin");
            }
            Duration skew = skew(statement, before);
            if (skew.compareTo(SKEW_MAX) > 0) {
                wrong.add("its clock and this machine's are " + skew.toSeconds() + " s apart; set both by NTP");
            }
            return wrong.isEmpty()
                    ? Finding.ok(
                            WHAT,
                            "version " + major + ", durable, as " + one(statement, "select current_user")
                                    + ", clocks agree")
                    : Finding.wrong(WHAT, String.join("; ", wrong));
        } catch (SQLException away) {
            return Finding.wrong(WHAT, why(away, "spring.datasource"));
        }
    }

    /** How far its clock is outside the time that asking took. */
    private static Duration skew(Statement statement, Instant before) throws SQLException {
        Instant there = Instant.ofEpochMilli(
                Long.parseLong(one(statement, "select (extract(epoch from clock_timestamp()) * 1000)::bigint")));
        Instant after = Instant.now();
        if (there.isBefore(before)) {
            return Duration.between(there, before);
        }
        return there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
    }

    /** Where nothing can be read, other findings say why. */
    private Finding people() {
        String what = "people";
        if (url("spring.datasource.url").isEmpty()) {
            return Finding.ok(what, "no database is named, so nothing can be told");
        }
        try (Connection connection =
                connect("spring.datasource.url", "spring.datasource.username", "spring.datasource.password")) {
            return PeopleCheck.of(
                    connection,
                    new RowMac(
                            environment.getProperty(Sealing.PROPERTY, ""),
                            environment.getProperty(Sealing.FORMER_PROPERTY, "")),
                    new Sealing(
                            environment.getProperty(Sealing.PROPERTY, ""),
                            environment.getProperty(Sealing.FORMER_PROPERTY, ""),
                            new SecureRandom()));
        } catch (SQLException | IllegalStateException unreadable) {
            return Finding.ok(what, "their rows could not be read");
        }
    }

    private Finding migrations() throws SQLException {
        String what = "migrations";
        if (url("spring.flyway.url").isEmpty() && url("spring.datasource.url").isEmpty()) {
            return Finding.wrong(what, "no database is named, so nothing can be told");
        }
        String prefix = url("spring.flyway.url").isEmpty() ? "spring.datasource" : "spring.flyway";
        String user = prefix.endsWith("flyway") ? ".user" : ".username";
        try (Connection connection = connect(prefix + ".url", prefix + user, prefix + ".password");
                Statement statement = connection.createStatement()) {
            if (!one(statement, "select to_regclass('flyway_schema_history') is not null")
                    .equals("t")) {
                return Finding.ok(what, "the database is empty; the first start fills it");
            }
            String failed = one(statement, "select count(*) from flyway_schema_history where not success");
            if (!failed.equals("0")) {
                return Finding.wrong(what, failed + " failed; the log of that start says why");
            }
            return Finding.ok(
                    what,
                    one(statement, "select count(*) from flyway_schema_history where version is not null")
                            + " done, the latest of "
                            + one(statement, "select max(installed_on)::date::text from flyway_schema_history"));
        } catch (SQLException away) {
            return Finding.wrong(what, why(away, prefix));
        }
    }

    /** Whether the key opens what the database holds. Where nothing can be read, other findings say why. */
    Finding masterKey(Sealing sealing) {
        String what = "master key";
        if (url("spring.datasource.url").isEmpty()) {
            return Finding.ok(what, "there; no database is named to try it on");
        }
        try (Connection connection =
                connect("spring.datasource.url", "spring.datasource.username", "spring.datasource.password")) {
            KeyCheck check = new KeyCheck(JdbcClient.create(new SingleConnectionDataSource(connection, true)), sealing);
            if (!check.isThere()) {
                return Finding.ok(what, "there; the database holds nothing yet to try it on");
            }
            return check.fault()
                    .map(fault -> Finding.wrong(what, fault))
                    .orElseGet(() -> Finding.ok(what, "opens what is in the database"));
        } catch (SQLException | DataAccessException unreadable) {
            return Finding.ok(what, "there; it could not be tried on the database");
        }
    }

    private static String why(SQLException failed, String prefix) {
        String state = String.valueOf(failed.getSQLState());
        if (state.startsWith("28")) {
            return "it does not let this user in; check " + prefix + "'s user and password";
        }
        if (state.startsWith("08")) {
            return "it cannot be reached; start it, or mend " + prefix + ".url";
        }
        if (state.equals("3D000")) {
            return "there is no such database; create it, or mend " + prefix + ".url";
        }
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse(state);
    }

    private Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        put(properties, "user", environment.getProperty(user));
        put(properties, "password", environment.getProperty(password));
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("connectTimeout", LOGIN_SECONDS);
        properties.setProperty("socketTimeout", READ_SECONDS);
        properties.setProperty("ApplicationName", "cezbek-doctor");
        return DriverManager.getConnection(url(url), properties);
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private String url(String name) {
        return environment.getProperty(name, "").strip();
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Objects.requireNonNullElse(row.getString(1), "") : "";
        }
    }
}
