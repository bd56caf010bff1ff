package id.kezbek.approvals.audit;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of the audit log. */
@Component
public class AuditRows {

    /** The number of the advisory lock for appending to the chain; an arbitrary number that no other code uses. */
    private static final long CHAIN = 0x6175646974L;

    private final JdbcClient jdbc;
    private final ActorSeals seals;
    private final SecureRandom random = new SecureRandom();

    AuditRows(JdbcClient jdbc, ActorSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** Locks the chain until this transaction ends. Other transactions wait before they append. */
    public void lockChain() {
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(CHAIN)
                .query((row, n) -> n)
                .single();
    }

    /** The last row's number and hash. To append, call {@link #lockChain} first. */
    Optional<AuditHead> head() {
        return jdbc.sql("select number, at, hash from approvals.audit order by number desc limit 1")
                .query((row, n) ->
                        new AuditHead(row.getLong(1), row.getTimestamp(2).toInstant(), row.getBytes(3)))
                .optional();
    }

    boolean holds(AuditHead head) {
        return jdbc.sql("select exists (select from approvals.audit where number = ? and hash = ?)")
                .params(head.number(), head.hash())
                .query(Boolean.class)
                .single();
    }

    void add(AuditRow row) {
        jdbc.sql("""
                        insert into approvals.audit (number, at, actor, act, subject, detail, previous, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        row.number(),
                        Timestamp.from(row.at()),
                        row.actor(),
                        row.act(),
                        row.subject(),
                        row.detail(),
                        row.previous(),
                        row.hash())
                .update();
    }

    /**
     * The id of the actor; a new actor gets a new id. The caller must hold the chain's lock, so that no actor gets two
     * ids.
     */
    public String actorId(String subject) {
        return jdbc.sql("select id from approvals.actor where subject_hash = ? or lower(subject) = lower(?)")
                .params(seals.hash(subject), subject)
                .query(String.class)
                .optional()
                .orElseGet(() -> addActor(subject));
    }

    private String addActor(String subject) {
        byte[] salt = new byte[AuditActor.SALT_BYTES];
        random.nextBytes(salt);
        AuditActor actor = AuditActor.of(salt, subject);
        boolean isClear = !ActorSeals.isPerson(subject) || seals.areClear();
        jdbc.sql("insert into approvals.actor (id, salt, subject, sealed_subject, subject_hash) values (?, ?, ?, ?, ?)")
                .param(actor.id())
                .param(salt)
                .param(isClear ? subject : null)
                .param(isClear ? null : seals.seal(subject, ActorSeals.ofActor(actor.id())))
                .param(seals.hash(subject))
                .update();
        return actor.id();
    }
}
