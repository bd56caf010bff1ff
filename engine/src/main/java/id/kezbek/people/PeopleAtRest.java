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
 * Stores names and e-mail addresses of people. Names and addresses are sealed for their row, and found by a keyed hash
 * that cannot be guessed without the key. During an upgrade, the engine also writes clear text, because engines of the
 * previous version read clear text.
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

    /**
     * Whether names and addresses must also be written in clear text, because engines of the previous version may
     * still run.
     */
    public boolean isClearTextWritten() {
        return jdbc.sql("select ended_at is null from people.clear_text")
                .query(Boolean.class)
                .single();
    }

    /** Like {@link #isClearTextWritten}, but for texts outside people's own rows. */
    public boolean areMentionsClear() {
        return jdbc.sql("select people.are_mentions_clear()")
                .query(Boolean.class)
                .single();
    }

    /** The value for a clear-text column; null if the engine no longer writes clear text. */
    public static @Nullable String clear(boolean isWritten, String text) {
        return isWritten ? text : null;
    }

    /** @param context the context that identifies the row; only the same context can decrypt the sealed value */
    public byte[] seal(Object person, String context) {
        return sealing.seal(JSON.writeValueAsString(person).getBytes(StandardCharsets.UTF_8), context);
    }

    public <T> Optional<T> open(byte @Nullable [] sealed, Class<T> type, String context) {
        return open(sealing, sealed, type, context);
    }

    /**
     * Decrypts a value, for commands that run without an engine. The result is empty without a value, or if the engine
     * did not write the value.
     */
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

    /** A hash with which a text can be found. The hash does not change when the master key changes. */
    public byte[] hash(String purpose, String text) {
        return key.hash(purpose + "\n" + text);
    }
}
