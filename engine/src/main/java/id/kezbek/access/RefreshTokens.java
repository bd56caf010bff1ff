package id.kezbek.access;

import id.kezbek.access.IdentityProvider.IssuedToken;
import id.kezbek.shared.security.CanonicalBase64;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of refresh tokens, by their hashes. */
@Component
class RefreshTokens {

    /** 256 bits. */
    private static final int TOKEN_BYTES = 32;

    private static final String FIND = """
            select token_hash, session, used_at is not null, expires_at from access.refresh_token
            where token_hash = ?""";

    /** One as it is kept; it stays after its use, to tell when it is shown again. */
    record Kept(byte[] hash, UUID session, boolean isUsed, Instant expiresAt) {

        @Override
        public String toString() {
            return "Kept[of session " + session + "]";
        }
    }

    private final JdbcClient jdbc;
    private final SecureRandom random;

    RefreshTokens(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * A new token of a session; only its hash is kept.
     *
     * @param access the token of a system that is given out beside it; null for people
     */
    String issue(UUID session, Instant expiresAt, @Nullable IssuedToken access) {
        String token = RandomTexts.urlSafe(random, TOKEN_BYTES);
        // The hash is for engines of the version before, which know no ids.
        jdbc.sql("""
                        insert into access.refresh_token (token_hash, session, expires_at, access_id, access_hash)
                        values (?, ?, ?, ?, ?)""")
                .param(Digests.sha256(token))
                .param(session)
                .param(Timestamp.from(expiresAt))
                .param(access == null ? null : access.id())
                .param(access == null ? null : Digests.sha256(access.token()))
                .update();
        return token;
    }

    /** The token as it stands now. */
    Optional<Kept> find(String token) {
        return find(token, FIND);
    }

    /** The token, locked until the transaction ends, so that of two who show it at once the second finds it used. */
    Optional<Kept> lock(String token) {
        return find(token, FIND + " for update");
    }

    private Optional<Kept> find(String token, String sql) {
        if (CanonicalBase64.bytes(token).isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql(sql)
                .param(Digests.sha256(token))
                .query((row, n) -> new Kept(
                        row.getBytes(1),
                        row.getObject(2, UUID.class),
                        row.getBoolean(3),
                        row.getTimestamp(4).toInstant()))
                .optional();
    }

    void use(Kept token, Instant at) {
        jdbc.sql("update access.refresh_token set used_at = ? where token_hash = ?")
                .params(Timestamp.from(at), token.hash())
                .update();
    }

    /** Forgets some of those that expired; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.refresh_token where token_hash in
                          (select token_hash from access.refresh_token where expires_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
