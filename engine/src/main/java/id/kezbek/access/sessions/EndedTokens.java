package id.kezbek.access.sessions;

import id.kezbek.access.AccessSettings;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Access tokens of partner systems that were revoked because a refresh token was used twice. The credential of such a
 * token remains valid for other sessions. So the engine keeps the ids of these few tokens in memory until the tokens
 * expire. Every process reloads the ids when the partners' data version changes.
 */
@Component
public class EndedTokens {

    private static final Logger log = LoggerFactory.getLogger(EndedTokens.class);

    /**
     * The maximum number of revoked tokens in memory. The tokens of the last ended sessions have priority. The
     * remaining tokens stay valid until they expire.
     */
    static final int KNOWN_MAX = 10_000;

    private final DataVersions versions;
    private final Snapshot<Set<String>> ended;

    EndedTokens(JdbcClient jdbc, AccessSettings settings, DataVersions versions, Clock clock) {
        this.versions = versions;
        this.ended = new Snapshot<>(PartnerDirectory.SETTINGS, versions, () -> load(jdbc, settings, clock));
    }

    /** @param token the token's id; for a token without an id, the token's hash in hex */
    boolean contains(String token) {
        return ended.current().contains(token);
    }

    /** Makes all processes reload these tokens. Called in the transaction that ends a system's session. */
    public void raise() {
        versions.raise(PartnerDirectory.SETTINGS);
    }

    /**
     * Skips tokens that were replaced long ago, because these tokens have expired. So the query reads only a few rows
     * per session.
     */
    private static Set<String> load(JdbcClient jdbc, AccessSettings settings, Clock clock) {
        Timestamp oldest = Timestamp.from(clock.instant().minus(settings.tokenTtl()));
        Set<String> ended = Set.copyOf(jdbc.sql("""
                        select coalesce(r.access_id::text, encode(r.access_hash, 'hex')) from access.session s join access.refresh_token r on r.session = s.id
                        where s.end_reason = 'TOKEN_REUSED' and s.ended_at > ? and s.credential is not null
                          and r.access_hash is not null and (r.used_at is null or r.used_at > ?)
                        order by s.ended_at desc limit ?""")
                .params(oldest, oldest, KNOWN_MAX)
                .query((row, n) -> row.getString(1))
                .list());
        if (ended.size() == KNOWN_MAX) {
            log.warn(
                    "{} access tokens of ended sessions are refused, which is the maximum; revoke the credentials of"
                            + " refresh tokens that are used twice",
                    KNOWN_MAX);
        }
        return ended;
    }
}
