package id.kezbek.approvals.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Names people in tables outside the audit log. Such a table stores a mention: a keyed hash of the e-mail address. The
 * mention refers to the actor's row, which contains the sealed address. After the erasure of the actor's row, no table
 * can show the person's name.
 */
@Component
public class Actors {

    private static final String ERASED = "erased";
    private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
    private static final int KNOWN_MAX = 1_000;

    private record Known(String name, Instant until) {

        @Override
        public String toString() {
            return "Known[hidden]";
        }
    }

    private final JdbcClient jdbc;
    private final ActorSeals seals;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Actors(JdbcClient jdbc, ActorSeals seals, Clock clock) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * The text to store for an actor. An audit entry by the actor must exist, or be written in the same transaction.
     *
     * @param name an e-mail address; any other name is returned unchanged
     */
    public String mentioned(String name) {
        if (!ActorSeals.isPerson(name) || seals.areClear()) {
            return name;
        }
        String mention = seals.mention(name);
        remember(mention, name);
        return mention;
    }

    /** Like {@link #mentioned}, but accepts null. */
    public @Nullable String mentionedOrNobody(@Nullable String name) {
        return name == null ? null : mentioned(name);
    }

    /** The readable name for a stored text. */
    public String named(String written) {
        if (!ActorSeals.isMention(written)) {
            return written;
        }
        Known found = known.get(written);
        return found != null && clock.instant().isBefore(found.until())
                ? found.name()
                : find(written)
                        .map(name -> {
                            remember(written, name);
                            return name;
                        })
                        .orElse(ERASED);
    }

    public @Nullable String namedOrNobody(@Nullable String written) {
        return written == null ? null : named(written);
    }

    /** All forms, in lower case, in which this person can be stored. */
    public String[] formsOf(@Nullable String name) {
        if (name == null) {
            return new String[0];
        }
        String plain = name.toLowerCase(Locale.ROOT);
        return ActorSeals.isPerson(name) ? new String[] {plain, seals.mention(name)} : new String[] {plain};
    }

    private Optional<String> find(String mention) {
        return jdbc.sql("select id, sealed_subject, subject from approvals.actor where subject_hash = ?")
                .param(ActorSeals.hashOf(mention))
                .query((row, n) -> seals.open(row.getBytes(2), ActorSeals.ofActor(row.getString(1)), row.getString(3)))
                .optional();
    }

    private void remember(String mention, String name) {
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        known.put(mention, new Known(name, clock.instant().plus(KNOWN_FOR)));
    }
}
