package id.kezbek.access.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.access.AccessSettings;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.sql.Timestamp;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The maximum number of ended tokens that a process keeps in memory. */
@EngineTest
class EndedTokensTest {

    private static final int MORE = 5;

    private final EngineUnderTest engine;
    private final EndedTokens endedTokens;
    private final String subject = "ended-" + UUID.randomUUID();

    EndedTokensTest(EngineUnderTest engine) {
        this.engine = engine;
        this.endedTokens = new EndedTokens(
                engine.get(JdbcClient.class),
                engine.get(AccessSettings.class),
                engine.get(DataVersions.class),
                engine.clock());
    }

    @AfterEach
    void forget() {
        engine.database()
                .sql("delete from access.session where subject = ?")
                .param(subject)
                .update();
    }

    @Test
    void ofMoreThanItHoldsItKnowsThoseThatEndedLast() {
        endSessions(EndedTokens.KNOWN_MAX + MORE);

        assertThat(endedTokens.contains(hash(1))).as("ended last").isTrue();
        assertThat(endedTokens.contains(hash(EndedTokens.KNOWN_MAX - MORE)))
                .as("within the bound")
                .isTrue();
        assertThat(endedTokens.contains(hash(EndedTokens.KNOWN_MAX + MORE)))
                .as("ended first")
                .isFalse();
    }

    @Test
    void omitsExpiredTokens() {
        endSessions(MORE);
        engine.clock().advance(engine.get(AccessSettings.class).tokenTtl());
        try {
            assertThat(endedTokens.contains(hash(1))).isFalse();
        } finally {
            engine.clock().reset();
        }
    }

    /** Sessions of systems. The first ended just now, each other one a millisecond before the previous one. */
    private void endSessions(int number) {
        Timestamp now = Timestamp.from(engine.clock().instant());
        engine.database()
                .sql("""
                        with ended as (
                          insert into access.session (id, role, subject, partner, credential, opened_at, ends_at, ended_at, end_reason)
                          select gen_random_uuid(), 'PARTNER', ?, 1, gen_random_uuid(), ?::timestamptz - interval '1 minute',
                            ?::timestamptz + interval '1 day', ?::timestamptz - n * interval '1 ms', 'TOKEN_REUSED'
                          from generate_series(1, ?) n returning id, ended_at)
                        insert into access.refresh_token (token_hash, session, expires_at, access_hash)
                        select sha256((? || 'refresh ' || r)::bytea), id, ?::timestamptz + interval '1 day', sha256((? || r)::bytea)
                        from (select id, row_number() over (order by ended_at desc) as r from ended) e""")
                .params(subject, now, now, now, number, subject, now, subject)
                .update();
    }

    /** The id of the token whose session ended at this position. */
    private String hash(int number) {
        return engine.database()
                .sql("select encode(sha256((? || ?)::bytea), 'hex')")
                .params(subject, number)
                .query(String.class)
                .single();
    }
}
