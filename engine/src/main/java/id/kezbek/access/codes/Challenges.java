package id.kezbek.access.codes;

import id.kezbek.access.codes.Requester.Surface;
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
public class Challenges {

    /** The maximum number of answers to one challenge. */
    static final int TRIES_MAX = 5;

    /** The person to whom the challenge belongs. {@code person} is null if the e-mail address belongs to no person. */
    public record Owner(@Nullable UUID person, @Nullable PartnerId partner) {}

    public record New(
            Challenge challenge, Surface surface, byte[] account, Owner owner, byte[] codeHash, byte[] sealedCode) {}

    /**
     * A challenge from which one try was taken.
     *
     * @param code the id of the challenge for which the code was created, usually this challenge
     */
    public record Tried(UUID code, byte[] account, Owner owner, byte[] codeHash) {}

    /** A challenge for which the e-mail is not ordered yet. */
    record ToMail(UUID id, Owner owner, byte[] sealedCode, Instant expiresAt) {}

    private final JdbcClient jdbc;

    Challenges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param triesLost the number of tries to take from the new challenge at once */
    public void add(New made, int triesLost) {
        Challenge challenge = made.challenge();
        PartnerId partner = made.owner().partner();
        jdbc.sql("""
                        insert into access.challenge (id, surface, account, person, partner, code_hash, sealed_code, tries,
                          created_at, resend_from, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(challenge.id())
                .param(made.surface().name())
                .param(made.account())
                .param(made.owner().person())
                .param(partner == null ? null : partner.value())
                .param(made.codeHash())
                .param(made.sealedCode())
                .param(triesLost)
                .param(Timestamp.from(challenge.createdAt()))
                .param(Timestamp.from(challenge.resendFrom()))
                .param(Timestamp.from(challenge.expiresAt()))
                .update();
    }

    /**
     * Adds a challenge that accepts the account's newest valid code, until this code expires. Returns empty if there is
     * no valid code.
     */
    Optional<Challenge> addForNewestCode(New made, Instant now) {
        Challenge challenge = made.challenge();
        return jdbc.sql("""
                        insert into access.challenge (id, code_of, surface, account, person, partner, code_hash,
                          created_at, resend_from, expires_at)
                        select :id, id, surface, account, person, partner, code_hash, :created, :resend, expires_at
                        from access.challenge
                        where account = :account and surface = :surface and code_of is null and closed_at is null
                          and expires_at > :created
                        order by created_at desc limit 1
                        returning expires_at""")
                .param("id", challenge.id())
                .param("surface", made.surface().name())
                .param("account", made.account())
                .param("created", Timestamp.from(now))
                .param("resend", Timestamp.from(challenge.resendFrom()))
                .query((row, n) -> new Challenge(
                        challenge.id(),
                        now,
                        challenge.resendFrom(),
                        row.getTimestamp(1).toInstant()))
                .optional();
    }

    /**
     * Takes one try. Call this method before the code is checked, so that concurrent requests cannot exceed the limit.
     * Returns empty if the challenge is unknown for this API version, expired, closed or without tries.
     */
    public Optional<Tried> takeTry(UUID id, Surface surface, Instant now) {
        return jdbc.sql("""
                        update access.challenge set tries = tries + 1
                        where id = ? and surface = ? and closed_at is null and expires_at > ? and tries < ?
                        returning coalesce(code_of, id) as code, account, person, partner, code_hash""")
                .params(id, surface.name(), Timestamp.from(now), TRIES_MAX)
                .query((row, n) -> new Tried(
                        row.getObject("code", UUID.class),
                        row.getBytes("account"),
                        owner(row),
                        row.getBytes("code_hash")))
                .optional();
    }

    /** Closes the challenge, so that it accepts no further code; returns false if it is already closed. */
    public boolean close(UUID id, Instant now) {
        return jdbc.sql(
                                "update access.challenge set closed_at = ?, sealed_code = null where id = ? and closed_at is null")
                        .params(Timestamp.from(now), id)
                        .update()
                == 1;
    }

    /** Reopens a challenge, so that its code is accepted again. The used try is not given back. */
    public void reopen(UUID code) {
        jdbc.sql("update access.challenge set closed_at = null where id = ?")
                .param(code)
                .update();
    }

    /**
     * The oldest challenges for which the e-mail is not ordered yet. Skips challenges that another process has locked.
     */
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

    /** Deletes up to {@code limit} expired challenges; returns how many were deleted. */
    public int forget(Instant before, int limit) {
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
