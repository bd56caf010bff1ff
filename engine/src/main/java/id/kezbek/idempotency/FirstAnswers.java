package id.kezbek.idempotency;

import id.kezbek.people.PeopleAtRest;
import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.Sealing;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of stored responses. A response may contain a secret that is shown only once. So each response is sealed
 * for its key and cannot be moved to another key. The key's owner is stored as a hash with a key outside the database,
 * because a plain digest of an e-mail address could be guessed. Engines of the previous version find only plain digests
 * of owners. While such engines may run, this engine writes plain digests and searches for both digests and hashes.
 */
@Component
class FirstAnswers {

    /** A stored response with the fingerprint of its request. */
    record Kept(byte[] fingerprint, Answer answer) {}

    private static final String CONTEXT = "first answer ";

    private static final String PURPOSE = "owner of an Idempotency-Key";

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final KeyedHash hash;
    private final PeopleAtRest people;

    FirstAnswers(JdbcClient jdbc, Sealing sealing, KeyedHash hash, PeopleAtRest people) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.hash = hash;
        this.people = people;
    }

    /**
     * Locks the key until the end of the transaction.
     *
     * @return false if a request with this key is still running
     */
    boolean take(KeyedCall call) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(CONTEXT + call.name())
                .query(Boolean.class)
                .single();
    }

    Optional<Kept> find(KeyedCall call) {
        return jdbc.sql("""
                        select scope, fingerprint, sealed_answer from shared.first_answer
                        where scope = any(?) and key = ? limit 1""")
                .params(scopes(call), call.key())
                .query((row, n) -> new Kept(
                        row.getBytes(2),
                        Answer.of(sealing.open(row.getBytes(3), context(row.getString(1), call.key())))))
                .optional();
    }

    void keep(KeyedCall call, Answer answer, Instant at) {
        String scope = people.areMentionsClear() ? call.owner() : hex(hash.of(PURPOSE, call.owner()));
        jdbc.sql("""
                        insert into shared.first_answer (scope, key, fingerprint, sealed_answer, answered_at)
                        values (?, ?, ?, ?, ?)""")
                .params(
                        scope,
                        call.key(),
                        call.fingerprint(),
                        sealing.seal(answer.toBytes(), context(scope, call.key())),
                        Timestamp.from(at))
                .update();
    }

    /**
     * All forms in which the owner may be stored: hashes with the current and former master keys, and the plain
     * digest of the previous version.
     */
    private String[] scopes(KeyedCall call) {
        return Stream.concat(
                        hash.underAnyKey(PURPOSE, call.owner()).stream().map(FirstAnswers::hex),
                        Stream.of(call.owner()))
                .toArray(String[]::new);
    }

    static String context(String scope, String key) {
        return CONTEXT + scope + "/" + key;
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** Deletes up to {@code limit} responses that were stored before a time. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from shared.first_answer where ctid = any(array(
                          select ctid from shared.first_answer where answered_at < ? order by answered_at limit ?
                          for update skip locked))""").params(Timestamp.from(before), limit).update();
    }
}
