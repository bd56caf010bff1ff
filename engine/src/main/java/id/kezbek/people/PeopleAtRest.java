package id.kezbek.people;

import id.kezbek.people.sealing.MailboxKey;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tells who a person is, as it rests: sealed to its row, and found by a hash that nobody without the key can try out.
 * Until the clear text ends, engines of the version before read it beside.
 */
@Component
public class PeopleAtRest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final MailboxKey key;

    PeopleAtRest(JdbcClient jdbc, Sealing sealing, MailboxKey key) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.key = key;
    }

    /** Whether engines of the version before may run, which read names and addresses in clear. */
    public boolean isClearTextWritten() {
        return jdbc.sql("select ended_at is null from people.clear_text")
                .query(Boolean.class)
                .single();
    }

    /** As above, of what tells of people outside of their own rows. */
    public boolean areMentionsClear() {
        return jdbc.sql("select people.are_mentions_clear()")
                .query(Boolean.class)
                .single();
    }

    /** The text for a column in clear; null once the clear text has ended. */
    public static @Nullable String clear(boolean isWritten, String text) {
        return isWritten ? text : null;
    }

    /** @param context of the row; what is sealed opens nowhere else */
    public byte[] seal(Object person, String context) {
        return sealing.seal(JSON.writeValueAsString(person).getBytes(StandardCharsets.UTF_8), context);
    }

    public <T> Optional<T> open(byte @Nullable [] sealed, Class<T> type, String context) {
        return open(sealing, sealed, type, context);
    }

    /** As above, where no engine runs; empty where nothing is sealed, or something else than the engine wrote it. */
    public static <T> Optional<T> open(Sealing sealing, byte @Nullable [] sealed, Class<T> type, String context) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(sealing.open(sealed, context), type));
        } catch (IllegalStateException | JacksonException altered) {
            return Optional.empty();
        }
    }

    /** Finds a text by; it outlives the master key. */
    public byte[] hash(String purpose, String text) {
        return key.hash(purpose + "\n" + text);
    }
}
