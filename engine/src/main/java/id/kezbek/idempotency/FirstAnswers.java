package id.kezbek.idempotency;

import id.kezbek.shared.security.Sealing;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table of stored responses. They may contain secrets that are shown once. So each is sealed for its key and
 * cannot be moved to another key.
 */
@Component
class FirstAnswers {

    /** A stored response with the fingerprint of its request. */
    record Kept(byte[] fingerprint, Answer answer) {}

    static final String CONTEXT = "first answer ";

    private final JdbcClient jdbc;
    private final Sealing sealing;

    FirstAnswers(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
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
        return jdbc.sql("select fingerprint, sealed_answer from shared.first_answer where scope = ? and key = ?")
                .params(call.scope(), call.key())
                .query((row, n) ->
                        new Kept(row.getBytes(1), Answer.of(sealing.open(row.getBytes(2), CONTEXT + call.name()))))
                .optional();
    }

    void keep(KeyedCall call, Answer answer, Instant at) {
        jdbc.sql("""
                        insert into shared.first_answer (scope, key, fingerprint, sealed_answer, answered_at)
                        values (?, ?, ?, ?, ?)""")
                .params(
                        call.scope(),
                        call.key(),
                        call.fingerprint(),
                        sealing.seal(answer.toBytes(), CONTEXT + call.name()),
                        Timestamp.from(at))
                .update();
    }

    /** Deletes up to {@code limit} responses that were stored before a time. */
    int forget(Instant before, int limit) {
        return jdbc.sql("""
                        delete from shared.first_answer where ctid = any(array(
                          select ctid from shared.first_answer where answered_at < ? order by answered_at limit ?
                          for update skip locked))""").params(Timestamp.from(before), limit).update();
    }
}
