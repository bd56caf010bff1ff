package id.kezbek.facts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Dead letters: events that a consumer could not process. Without dead letters, such an event would block its consumer
 * permanently. A dead letter is stored in the transaction that moves the cursor, so the event is neither lost nor
 * processed twice.
 */
@Component
public class FactsSetAside {

    /**
     * A dead letter.
     *
     * @param position the position in the list of dead letters
     * @param at the time of the event
     * @param reason the exception's name and place, never its message, which could contain event data
     */
    public record SetAside(
            Position position,
            String kind,
            UUID subject,
            Instant at,
            String reason,
            int tries,
            Instant setAsideAt,
            Instant triedAt) {}

    /** A position in the list of dead letters. The list is in the order of the log. */
    public record Position(String xid, long id, String consumer) {}

    /**
     * The result of processing dead letters again.
     *
     * @param taken the number of events that were processed successfully
     * @param stay the number of events that failed again @param left the number of dead letters that were not tried and
     *     need another run
     */
    public record Retried(int taken, int stay, int left) {}

    private record Handed(int taken, int stay) {}

    private record Waiting(Facts.Position position, Fact fact) {}

    private static final Logger log = LoggerFactory.getLogger(FactsSetAside.class);
    private static final Position START = new Position("0", 0, "");
    /**
     * The number of dead letters processed in one transaction. The rows that the handler changes stay locked until the
     * transaction ends.
     */
    static final int RETRIED_AT_ONCE = 50;

    /** The number of dead letters processed in one call. */
    static final int RETRIED_MAX = 5_000;

    private static final String OURS = "id.kezbek.";

    private final FactReaders readers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate eachByItself;
    private final Clock clock;

    FactsSetAside(FactReaders readers, JdbcClient jdbc, PlatformTransactionManager transactionManager, Clock clock) {
        this.readers = readers;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.eachByItself = new TransactionTemplate(transactionManager);
        this.eachByItself.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
    }

    /** Whether the event itself may have caused the failure. If the database is unavailable, every event fails. */
    static boolean mayBeTheFacts(RuntimeException failed) {
        return failed instanceof DataIntegrityViolationException
                || !(failed instanceof DataAccessException || failed instanceof TransactionException);
    }

    /**
     * Passes an event to the handler, in the caller's transaction. If the handler fails, the event becomes a dead
     * letter.
     */
    void handOver(String consumer, Facts.Position position, Fact fact, Consumer<List<Fact>> handler) {
        String reason = reasonAgainst(fact, handler);
        if (reason != null) {
            Timestamp now = Timestamp.from(clock.instant());
            jdbc.sql("""
                            insert into facts.set_aside (consumer, xid, id, reason, set_aside_at, tried_at)
                            values (?, ?::xid8, ?, ?, ?, ?)""")
                    .params(consumer, position.xid(), position.id(), reason, now, now)
                    .update();
            log.atError()
                    .addKeyValue("consumer", consumer)
                    .addKeyValue("kind", fact.kind())
                    .addKeyValue("reason", reason)
                    .log("an event became a dead letter");
        }
    }

    /**
     * Processes dead letters again, starting with the dead letters whose last try was longest ago. Each event is tried
     * once, in its own nested transaction. An outer transaction commits the effects of several events and removes these
     * events from the list.
     */
    public Retried retry(String consumer, Consumer<List<Fact>> handler) {
        return retry(consumer, RETRIED_MAX, handler);
    }

    /** @param most the maximum number of events in this call */
    Retried retry(String consumer, int most, Consumer<List<Fact>> handler) {
        List<Facts.Position> chosen = triedLongestAgo(consumer, most);
        int taken = 0;
        int stay = 0;
        for (int from = 0; from < chosen.size(); from += RETRIED_AT_ONCE) {
            List<Facts.Position> next = chosen.subList(from, Math.min(from + RETRIED_AT_ONCE, chosen.size()));
            Handed handed = Objects.requireNonNull(transactions.execute(status -> handOver(consumer, next, handler)));
            taken += handed.taken();
            stay += handed.stay();
        }
        return new Retried(taken, stay, Math.max(0, count(consumer) - stay));
    }

    private Handed handOver(String consumer, List<Facts.Position> next, Consumer<List<Fact>> handler) {
        readers.hold(consumer);
        int taken = 0;
        List<Waiting> waiting = lock(consumer, next);
        for (Waiting one : waiting) {
            String reason = reasonAgainst(one.fact(), handler);
            if (reason == null) {
                remove(consumer, one.position());
                forgetLater(one.position());
                taken++;
            } else {
                stays(consumer, one.position(), reason);
            }
        }
        return new Handed(taken, waiting.size() - taken);
    }

    /** Moves the position of the deletion job back, because the event of a dead letter still contains personal data. */
    private void forgetLater(Facts.Position position) {
        jdbc.sql("""
                        update facts.forgotten set xid = :xid::xid8, id = :id - 1
                        where (xid, id) >= (:xid::xid8, :id)""").param("xid", position.xid()).param("id", position.id()).update();
    }

    /** The dead letters of all consumers after a position, in the order of the log. */
    public List<SetAside> page(@Nullable Position after, int limit) {
        Position from = after == null ? START : after;
        return jdbc.sql("""
                        select s.xid::text, s.id, s.consumer, f.kind, f.subject, f.at, s.reason, s.tries, s.set_aside_at, s.tried_at
                        from facts.set_aside s join facts.fact f on f.xid = s.xid and f.id = s.id
                        where (s.xid, s.id, s.consumer) > (?::xid8, ?, ?) order by s.xid, s.id, s.consumer limit ?""")
                .params(from.xid(), from.id(), from.consumer(), limit)
                .query((row, n) -> new SetAside(
                        new Position(row.getString(1), row.getLong(2), row.getString(3)),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        row.getTimestamp(6).toInstant(),
                        row.getString(7),
                        row.getInt(8),
                        row.getTimestamp(9).toInstant(),
                        row.getTimestamp(10).toInstant()))
                .list();
    }

    /** Runs the handler in a nested transaction. Returns the reason for a failure; null if the handler succeeded. */
    private @Nullable String reasonAgainst(Fact fact, Consumer<List<Fact>> handler) {
        try {
            eachByItself.executeWithoutResult(nested -> handler.accept(List.of(fact)));
            return null;
        } catch (RuntimeException failed) {
            if (!mayBeTheFacts(failed)) {
                throw failed;
            }
            return reason(failed);
        }
    }

    private static String reason(RuntimeException failed) {
        for (StackTraceElement frame : failed.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                String type =
                        frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
                return failed.getClass().getSimpleName() + " in " + type + ":" + frame.getLineNumber();
            }
        }
        return failed.getClass().getSimpleName();
    }

    /** Selects all dead letters before the first try, so that each dead letter is tried only once. */
    private List<Facts.Position> triedLongestAgo(String consumer, int most) {
        return jdbc.sql("""
                        select s.xid::text, s.id from facts.set_aside s where s.consumer = ?
                        order by s.tried_at, s.xid, s.id limit ?""")
                .params(consumer, most)
                .query((row, n) -> new Facts.Position(row.getString(1), row.getLong(2)))
                .list();
    }

    /** Locks the dead letters that still exist and are not locked, in the order of the log. */
    private List<Waiting> lock(String consumer, List<Facts.Position> positions) {
        return jdbc.sql("""
                        select s.xid::text, s.id, f.kind, f.subject, f.body, f.at
                        from unnest(?::text[], ?::bigint[]) as p (xid, id)
                        join facts.set_aside s on s.consumer = ? and s.xid = p.xid::xid8 and s.id = p.id
                        join facts.fact f on f.xid = s.xid and f.id = s.id
                        order by s.xid, s.id for update of s skip locked""")
                .params(
                        positions.stream().map(Facts.Position::xid).toArray(String[]::new),
                        positions.stream().map(Facts.Position::id).toArray(Long[]::new),
                        consumer)
                .query((row, n) ->
                        new Waiting(new Facts.Position(row.getString(1), row.getLong(2)), Facts.fact(row, 3)))
                .list();
    }

    private int count(String consumer) {
        return jdbc.sql("select count(*) from facts.set_aside where consumer = ?")
                .param(consumer)
                .query(Integer.class)
                .single();
    }

    private void remove(String consumer, Facts.Position position) {
        jdbc.sql("delete from facts.set_aside where consumer = ? and xid = ?::xid8 and id = ?")
                .params(consumer, position.xid(), position.id())
                .update();
    }

    private void stays(String consumer, Facts.Position position, String reason) {
        jdbc.sql("""
                        update facts.set_aside set tries = tries + 1, reason = ?, tried_at = ?
                        where consumer = ? and xid = ?::xid8 and id = ?""")
                .params(reason, Timestamp.from(clock.instant()), consumer, position.xid(), position.id())
                .update();
    }
}
