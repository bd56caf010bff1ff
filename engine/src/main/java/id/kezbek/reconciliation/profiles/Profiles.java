package id.kezbek.reconciliation.profiles;

import id.kezbek.shared.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of profiles; the highest version of a name is in force. */
@Component
public class Profiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final List<String> NEEDED = List.of(
            "separator",
            "encoding",
            "zone",
            "numbers",
            "sign",
            "fees",
            "times",
            "columns",
            "kinds",
            "statuses",
            "wallets");

    /** @param note where the format is from */
    public record Stored(Profile profile, String note, String json) {}

    private final JdbcClient jdbc;

    Profiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those in force, by name. */
    public List<Stored> all() {
        return jdbc.sql("""
                        select distinct on (name) name, version, body, note from reconciliation.profile
                        order by name, version desc""").query((row, n) -> stored(row)).list();
    }

    /** The one in force. */
    public Optional<Stored> find(String name) {
        return jdbc.sql("""
                        select name, version, body, note from reconciliation.profile
                        where name = ? order by version desc limit 1""").param(name).query((row, n) -> stored(row)).optional();
    }

    /** Adds a version after {@code version}; fails if another one was added meanwhile. */
    public void add(Profile profile, String json, String note, @Nullable UUID approval, Instant now) {
        jdbc.sql("""
                        insert into reconciliation.profile (name, version, body, note, approval, created_at)
                        values (?, ?, ?::jsonb, ?, ?, ?)""")
                .params(profile.name(), profile.version(), json, note)
                .param(approval)
                .param(Timestamp.from(now))
                .update();
    }

    /**
     * Reads a profile that a person wrote.
     *
     * @throws Refusal BAD_PAYLOAD with what is wrong
     */
    public static Profile read(String name, int version, String json) {
        try {
            JsonNode given = JSON.readTree(json);
            for (String needed : NEEDED) {
                if (!given.hasNonNull(needed)) {
                    throw Refusal.badField("profile." + needed, "is required");
                }
            }
            return new Profile(name, version, JSON.readValue(json, Profile.Body.class));
        } catch (JacksonException | IllegalArgumentException wrong) {
            throw Refusal.badField("profile", "cannot be used: " + firstLine(wrong.getMessage()));
        } catch (DateTimeException wrong) {
            throw Refusal.badField("profile.zone", "must be a zone such as Asia/Jakarta");
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "a part is missing"
                : message.lines().findFirst().orElse("");
    }

    private static Stored stored(ResultSet row) throws SQLException {
        String json = row.getString("body");
        return new Stored(
                new Profile(row.getString("name"), row.getInt("version"), JSON.readValue(json, Profile.Body.class)),
                row.getString("note"),
                json);
    }
}
