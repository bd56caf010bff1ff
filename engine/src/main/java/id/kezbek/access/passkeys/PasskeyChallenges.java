package id.kezbek.access.passkeys;

import id.kezbek.shared.Ids;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The random challenges that authenticators sign. A log-in or a session has at most one challenge. Each challenge is
 * accepted once, so that an answer cannot be replayed.
 */
@Component
public class PasskeyChallenges {

    /** How long a person may take to answer. */
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final int BYTES = 32;

    /** @param expiresAt no answer is accepted from this time on */
    record Challenge(byte[] bytes, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final SecureRandom random;
    private final SecurityEvents events;

    PasskeyChallenges(JdbcClient jdbc, SecureRandom random, SecurityEvents events) {
        this.jdbc = jdbc;
        this.random = random;
        this.events = events;
    }

    /**
     * Creates a challenge, which replaces the previous challenge of the same log-in or session.
     *
     * @param about the id of the log-in's challenge or of the session
     * @param loggingIn the person who logs in; null for a session
     */
    Challenge make(UUID about, @Nullable UUID loggingIn, Instant now) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Challenge made = new Challenge(bytes, now.plus(LIFE));
        jdbc.sql("""
                        insert into access.passkey_challenge (about, logging_in, challenge, expires_at) values (?, ?, ?, ?)
                        on conflict (about) do update set challenge = excluded.challenge, expires_at = excluded.expires_at""")
                .param(about)
                .param(loggingIn)
                .param(bytes)
                .param(Timestamp.from(made.expiresAt()))
                .update();
        return made;
    }

    /**
     * Takes the challenge, so that it is not accepted again; empty if no challenge exists or the challenge has expired.
     */
    Optional<byte[]> take(UUID about, Instant now) {
        return jdbc.sql("delete from access.passkey_challenge where about = ? returning challenge, expires_at")
                .param(about)
                .query((row, n) -> new Challenge(
                        row.getBytes("challenge"),
                        row.getTimestamp("expires_at").toInstant()))
                .optional()
                .filter(taken -> taken.expiresAt().isAfter(now))
                .map(Challenge::bytes);
    }

    /**
     * Deletes up to {@code limit} expired challenges; returns how many were deleted. An expired challenge of a log-in
     * is a security event: the caller knew the mailed code, but did not use the passkey. The engine records one event
     * for each person, with the number of challenges.
     */
    public int forget(Instant before, int limit) {
        List<Optional<UUID>> forgotten = jdbc.sql("""
                        delete from access.passkey_challenge where about in
                          (select about from access.passkey_challenge where expires_at < ? order by expires_at limit ?)
                        returning logging_in""")
                .params(Timestamp.from(before), limit)
                .query((row, n) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .list();
        Map<UUID, Long> abandoned = forgotten.stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        abandoned.forEach((person, logIns) -> events.record(
                SecurityEvent.LOGIN_FAILED,
                Actor.person(Ids.text(person)),
                SecurityEvents.NO_ADDRESS,
                "the code was right, but no passkey was used; number of log-ins: " + logIns));
        return forgotten.size();
    }
}
