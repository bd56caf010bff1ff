package id.kezbek.access;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of refresh tokens, by their hashes. */
@Component
class RefreshTokens {

    /** 256 bits. */
    private static final int TOKEN_BYTES = 32;

    private final JdbcClient jdbc;
    private final SecureRandom random;

    RefreshTokens(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /** A new token for this caller; only its hash is kept. */
    String issue(Caller caller, Instant expiresAt) {
        PartnerId partner = caller.partner();
        String token = RandomTexts.urlSafe(random, TOKEN_BYTES);
        jdbc.sql("""
                        insert into access.refresh_token (token_hash, partner, subject, role, expires_at)
                        values (?, ?, ?, ?, ?)""")
                .param(Digests.sha256(token))
                .param(partner == null ? null : partner.value())
                .param(caller.subject())
                .param(caller.role().name())
                .param(Timestamp.from(expiresAt))
                .update();
        return token;
    }

    /** Forgets some of those that expired; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.refresh_token where token_hash in
                          (select token_hash from access.refresh_token where expires_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }
}
