package id.kezbek.access.sessions;

import id.kezbek.access.tokens.IdentityProvider.IssuedToken;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.CanonicalBase64;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of refresh tokens, by hash. A row's MAC prevents a database writer from assigning a token to another
 * person's session.
 */
@Component
public class RefreshTokens {

    /** 256 bits. */
    private static final int TOKEN_BYTES = 32;

    public static final String TABLE = "access.refresh_token";

    private static final String FIND = """
            select token_hash, session, used_at is not null as used, expires_at, mac from access.refresh_token
            where token_hash = ?""";

    /** A stored refresh token. The row is kept after the token was used, to detect a second use. */
    public record Kept(byte[] hash, UUID session, boolean isUsed, Instant expiresAt) {

        @Override
        public String toString() {
            return "Kept[of session " + session + "]";
        }
    }

    private final JdbcClient jdbc;
    private final RowMac macs;
    private final SecurityEvents events;
    private final SecureRandom random;

    RefreshTokens(JdbcClient jdbc, RowMac macs, SecurityEvents events, SecureRandom random) {
        this.jdbc = jdbc;
        this.macs = macs;
        this.events = events;
        this.random = random;
    }

    /**
     * Creates a refresh token of a session. Only the token's hash is stored.
     *
     * @param access the access token that a partner's system gets together with the refresh token; null for people
     */
    public String issue(UUID session, Instant expiresAt, @Nullable IssuedToken access) {
        String token = RandomTexts.urlSafe(random, TOKEN_BYTES);
        byte[] hash = Digests.sha256(token);
        Instant until = expiresAt.truncatedTo(ChronoUnit.MICROS);
        // Stores the access token's hash too, because engines of the previous version do not use token ids.
        jdbc.sql("""
                        insert into access.refresh_token (token_hash, session, expires_at, access_id, access_hash, mac)
                        values (?, ?, ?, ?, ?, ?)""")
                .param(hash)
                .param(session)
                .param(Timestamp.from(until))
                .param(access == null ? null : access.id())
                .param(access == null ? null : Digests.sha256(access.token()))
                .param(macs.of(TABLE, hash, session, until))
                .update();
        return token;
    }

    /** The stored token; its row is not locked. */
    public Optional<Kept> find(String token) {
        return find(token, FIND);
    }

    /**
     * The stored token; its row is locked until the transaction ends. So the second of two concurrent uses sees that
     * the token is used.
     */
    public Optional<Kept> lock(String token) {
        return find(token, FIND + " for update");
    }

    private Optional<Kept> find(String token, String sql) {
        if (CanonicalBase64.bytes(token).isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql(sql)
                .param(Digests.sha256(token))
                .query((row, n) -> isBelieved(row)
                        ? Optional.of(new Kept(
                                row.getBytes("token_hash"),
                                row.getObject("session", UUID.class),
                                row.getBoolean("used"),
                                row.getTimestamp("expires_at").toInstant()))
                        : Optional.<Kept>empty())
                .optional()
                .flatMap(Function.identity());
    }

    private boolean isBelieved(ResultSet row) throws SQLException {
        byte[] mac = row.getBytes("mac");
        boolean isBelieved = macs.isTrue(mac, TABLE, fields(row));
        if (!isBelieved && mac != null) {
            events.record(
                    SecurityEvent.TAMPERING_FOUND,
                    Actor.unknown(),
                    TABLE + " of session " + row.getObject("session", UUID.class));
        }
        return isBelieved;
    }

    public static @Nullable Object[] fields(ResultSet row) throws SQLException {
        return new @Nullable Object[] {
            row.getBytes("token_hash"),
            row.getObject("session", UUID.class),
            row.getTimestamp("expires_at").toInstant()
        };
    }

    public void use(Kept token, Instant at) {
        jdbc.sql("update access.refresh_token set used_at = ? where token_hash = ?")
                .params(Timestamp.from(at), token.hash())
                .update();
    }

    /** Deletes up to {@code limit} expired tokens; returns how many were deleted. */
    public int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.refresh_token where token_hash in
                          (select token_hash from access.refresh_token where expires_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
