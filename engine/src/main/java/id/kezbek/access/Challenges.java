package id.kezbek.access;

import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of challenges. */
@Component
class Challenges {

    /** How many answers to one challenge are looked at. */
    static final int TRIES_MAX = 5;

    /** Whose challenge it is; nobody's where {@code person} is null. */
    record Owner(@Nullable UUID person, @Nullable PartnerId partner) {}

    record New(Challenge challenge, byte[] account, Owner owner, byte[] codeHash, byte[] sealedCode) {}

    /** A challenge of which a try was just taken. */
    record Tried(Owner owner, byte[] codeHash) {}

    /** A challenge whose e-mail is not ordered yet. */
    record ToMail(UUID id, Owner owner, byte[] sealedCode, Instant expiresAt) {}

    private final JdbcClient jdbc;

    Challenges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The account's newest, while it is too early for another. */
    Optional<Challenge> coolingDown(byte[] account, Instant now) {
        return jdbc.sql("""
                        select id, created_at, resend_from, expires_at from access.challenge
                        where account = ? and resend_from > ? order by created_at desc limit 1""")
                .params(account, Timestamp.from(now))
                .query((row, n) -> new Challenge(
                        row.getObject(1, UUID.class),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant()))
                .optional();
    }

    /** Adds one and closes the account's others. */
    void replace(New made) {
        Challenge challenge = made.challenge();
        PartnerId partner = made.owner().partner();
        jdbc.sql(
                        "update access.challenge set closed_at = ?, sealed_code = null where account = ? and closed_at is null")
                .params(Timestamp.from(challenge.createdAt()), made.account())
                .update();
        jdbc.sql("""
                        insert into access.challenge
                          (id, account, person, partner, code_hash, sealed_code, created_at, resend_from, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(challenge.id())
                .param(made.account())
                .param(made.owner().person())
                .param(partner == null ? null : partner.value())
                .param(made.codeHash())
                .param(made.sealedCode())
                .param(Timestamp.from(challenge.createdAt()))
                .param(Timestamp.from(challenge.resendFrom()))
                .param(Timestamp.from(challenge.expiresAt()))
                .update();
    }

    /** The account that a challenge was made for, whatever has become of it. */
    Optional<byte[]> account(UUID id) {
        return jdbc.sql("select account from access.challenge where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /**
     * Takes one of the tries, before the answer is looked at, so that callers at once have no more tries together than
     * one after the other. Empty where it does not exist, is over, closed, or has none left.
     */
    Optional<Tried> takeTry(UUID id, Instant now) {
        return jdbc.sql("""
                        update access.challenge set tries = tries + 1
                        where id = ? and closed_at is null and expires_at > ? and tries < ?
                        returning person, partner, code_hash""")
                .params(id, Timestamp.from(now), TRIES_MAX)
                .query((row, n) -> new Tried(owner(row), row.getBytes("code_hash")))
                .optional();
    }

    void close(UUID id, Instant now) {
        jdbc.sql("update access.challenge set closed_at = ?, sealed_code = null where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** Lets it be answered again, where no newer one took its place; the try that it cost stays taken. */
    void reopen(UUID id) {
        jdbc.sql("""
                        update access.challenge c set closed_at = null
                        where id = ? and not exists (select 1 from access.challenge newer
                                                     where newer.account = c.account and newer.created_at > c.created_at)""").param(id).update();
    }

    /** The oldest whose e-mail is not ordered, passing over those that another process has in its hands. */
    List<ToMail> takeToMail(int limit) {
        return jdbc.sql("""
                        select id, person, partner, sealed_code, expires_at from access.challenge
                        where sealed_code is not null order by created_at limit ? for update skip locked""")
                .param(limit)
                .query((row, n) -> new ToMail(
                        row.getObject("id", UUID.class),
                        owner(row),
                        row.getBytes("sealed_code"),
                        row.getTimestamp("expires_at").toInstant()))
                .list();
    }

    void mailed(UUID id) {
        jdbc.sql("update access.challenge set sealed_code = null where id = ?")
                .param(id)
                .update();
    }

    /** Forgets some of those that are over; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from access.challenge where id in
                          (select id from access.challenge where expires_at < ? limit ?)""").params(Timestamp.from(before), limit).update();
    }

    private static Owner owner(ResultSet row) throws SQLException {
        long number = row.getLong("partner");
        PartnerId partner = row.wasNull() ? null : new PartnerId(number);
        return new Owner(row.getObject("person", UUID.class), partner);
    }
}
