package id.kezbek.reconciliation.profiles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The table of profiles; the highest version of a name is the current version. */
@Component
public class Profiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @param note the source of the format */
    public record Stored(Profile profile, String note, String json) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Profiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The current profiles, sorted by name. */
    public List<Stored> all() {
        return jdbc.sql("""
                        select distinct on (name) name, version, body, note from reconciliation.profile
                        order by name, version desc""").query((row, n) -> stored(row)).list();
    }

    /** The current profile of this name. */
    public Optional<Stored> find(String name) {
        return jdbc.sql("""
                        select name, version, body, note from reconciliation.profile
                        where name = ? order by version desc limit 1""").param(name).query((row, n) -> stored(row)).optional();
    }

    /** Adds a version, in the caller's transaction. */
    void add(Profile profile, String note, UUID approval) {
        jdbc.sql("""
                        insert into reconciliation.profile (name, version, body, note, approval, created_at)
                        values (?, ?, ?::jsonb, ?, ?, ?)""")
                .params(
                        profile.name(),
                        profile.version(),
                        JSON.writeValueAsString(profile.body()),
                        note,
                        approval,
                        Timestamp.from(clock.instant()))
                .update();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String json = row.getString("body");
        return new Stored(
                new Profile(row.getString("name"), row.getInt("version"), JSON.readValue(json, Profile.Body.class)),
                row.getString("note"),
                json);
    }
}
