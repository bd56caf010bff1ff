package id.kezbek.access.pool;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.security.Digests;
import id.kezbek.shared.security.RandomTexts;
import id.kezbek.shared.security.Role;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's data about a user pool: sealed passwords, sealed refresh tokens and hashes of tokens. */
@Component
public class PoolAccounts {

    public static final String TOKEN_TABLE = "access.pool_token";

    /** 192 bits. */
    private static final int PASSWORD_BYTES = 24;

    /**
     * User pools require passwords with an upper-case letter, a lower-case letter, a digit and a symbol. The suffix
     * contains one of each kind.
     */
    private static final String PASSWORD_TAIL = "-aA0";

    /**
     * A person with a password for the pool.
     *
     * @param knownTo the issuer of the pool in which the engine saw the person's user; null if it never saw the user
     */
    record Account(
            UUID person,
            @Nullable PartnerId partner,
            @Nullable String knownTo) {}

    /** The owner of a token. */
    record Holder(UUID session, Caller caller) {}

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final RowMac macs;
    private final SecureRandom random;
    private final Clock clock;

    PoolAccounts(JdbcClient jdbc, Sealing sealing, RowMac macs, SecureRandom random, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.macs = macs;
        this.random = random;
        this.clock = clock;
    }

    /** The person's password for the pool, generated at first use. Concurrent callers get the same password. */
    String password(UUID person, @Nullable PartnerId partner) {
        return password(person).orElseGet(() -> {
            Timestamp now = Timestamp.from(clock.instant());
            jdbc.sql("""
                            insert into access.pool_account (person, partner, sealed_password, created_at, checked_at)
                            values (?, ?, ?, ?, ?) on conflict do nothing""")
                    .param(person)
                    .param(partner == null ? null : partner.value())
                    .param(seal(RandomTexts.urlSafe(random, PASSWORD_BYTES) + PASSWORD_TAIL, passwordOf(person)))
                    .param(now)
                    .param(now)
                    .update();
            return password(person).orElseThrow();
        });
    }

    private Optional<String> password(UUID person) {
        return jdbc.sql("select sealed_password from access.pool_account where person = ?")
                .param(person)
                .query((row, n) -> open(row.getBytes(1), passwordOf(person)))
                .optional();
    }

    /**
     * Whether the engine has seen the person's user in this pool.
     *
     * @param pool the pool's issuer; a new pool has another issuer
     */
    boolean isKnownTo(String pool, UUID person) {
        return jdbc.sql("select count(*) from access.pool_account where person = ? and known_to = ?")
                        .params(person, pool)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Records that the engine has seen the person's user in this pool. */
    void noteKnownTo(String pool, UUID person) {
        jdbc.sql(
                        "update access.pool_account set known_to = :pool where person = :person and known_to is distinct from :pool")
                .param("pool", pool)
                .param("person", person)
                .update();
    }

    /** Stores the owner of a token, with a MAC, so that only the engine can assign a session to a token. */
    void keepToken(UUID session, String token) {
        byte[] hash = Digests.sha256(token);
        jdbc.sql("insert into access.pool_token (token_hash, session, mac) values (?, ?, ?) on conflict do nothing")
                .params(hash, session, macs.of(TOKEN_TABLE, hash, session))
                .update();
    }

    void keepRefreshToken(UUID session, String refreshToken) {
        jdbc.sql("""
                        insert into access.pool_session (session, sealed_refresh_token) values (?, ?)
                        on conflict (session) do update set sealed_refresh_token = excluded.sealed_refresh_token""")
                .params(session, seal(refreshToken, refreshTokenOf(session)))
                .update();
    }

    Optional<String> refreshToken(UUID session) {
        return jdbc.sql("select sealed_refresh_token from access.pool_session where session = ?")
                .param(session)
                .query((row, n) -> open(row.getBytes(1), refreshTokenOf(session)))
                .optional();
    }

    /** The caller and session of a stored token. The caller has the role and the partner of the session. */
    Optional<Holder> holder(String token) {
        return jdbc.sql("""
                        select s.id, s.role, s.subject, s.partner, t.token_hash, t.session, t.mac
                        from access.pool_token t join access.session s on s.id = t.session where t.token_hash = ?""")
                .param(Digests.sha256(token))
                .query((row, n) -> macs.isTrue(row.getBytes("mac"), TOKEN_TABLE, tokenFields(row))
                        ? Optional.of(new Holder(
                                row.getObject(1, UUID.class),
                                new Caller(Role.valueOf(row.getString(2)), row.getString(3), partner(row, 4))))
                        : Optional.<Holder>empty())
                .optional()
                .flatMap(Function.identity());
    }

    public static @Nullable Object[] tokenFields(ResultSet row) throws SQLException {
        return new @Nullable Object[] {row.getBytes("token_hash"), row.getObject("session", UUID.class)};
    }

    /**
     * The people whose last comparison with the pool is oldest. The method records the current time as the time of this
     * comparison.
     */
    List<Account> takeToCheck(Instant notSince, int limit) {
        return jdbc.sql("""
                        update access.pool_account set checked_at = ?
                        where person in (select person from access.pool_account
                                         where dismissed_at is null and checked_at < ?
                                         order by checked_at limit ? for update skip locked)
                        returning person, partner, known_to""")
                .params(Timestamp.from(clock.instant()), Timestamp.from(notSince), limit)
                .query((row, n) -> new Account(row.getObject(1, UUID.class), partner(row, 2), row.getString(3)))
                .list();
    }

    void dismissed(UUID person) {
        jdbc.sql("update access.pool_account set dismissed_at = ? where person = ?")
                .params(Timestamp.from(clock.instant()), person)
                .update();
    }

    private byte[] seal(String secret, String context) {
        return sealing.seal(secret.getBytes(StandardCharsets.UTF_8), context);
    }

    private String open(byte[] sealed, String context) {
        return new String(sealing.open(sealed, context), StandardCharsets.UTF_8);
    }

    private static @Nullable PartnerId partner(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : new PartnerId(number);
    }

    public static String passwordOf(UUID person) {
        return "access.pool_account/" + person;
    }

    public static String refreshTokenOf(UUID session) {
        return "access.pool_session/" + session;
    }
}
