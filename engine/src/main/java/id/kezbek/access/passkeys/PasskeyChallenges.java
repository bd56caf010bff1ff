package id.kezbek.access.passkeys;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The random challenges that authenticators sign. A log-in or a session has one at most, and each is accepted once, so
 * that an answer cannot be replayed.
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

    PasskeyChallenges(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * Makes a challenge; the former one of the same subject is no longer accepted.
     *
     * @param about the challenge of a log-in, or a session
     */
    Challenge make(UUID about, Instant now) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Challenge made = new Challenge(bytes, now.plus(LIFE));
        jdbc.sql("""
                        insert into access.passkey_challenge (about, challenge, expires_at) values (?, ?, ?)
                        on conflict (about) do update set challenge = excluded.challenge, expires_at = excluded.expires_at""").params(about, bytes, Timestamp.from(made.expiresAt())).update();
        return made;
    }

    /** The challenge, which is not accepted again; empty if there is none or it has expired. */
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

    /** Deletes up to {@code limit} expired challenges; returns the number. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.passkey_challenge where about in
                          (select about from access.passkey_challenge where expires_at < ? order by expires_at limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
