package id.kezbek.facts;

import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The append-only event log. */
@Component
public class Facts {

    record Position(String xid, long id) {}

    private record Logged(Position position, Fact fact) {}

    private static final Logger log = LoggerFactory.getLogger(Facts.class);

    private static final CrashPoint READ = CrashPoint.named(
            "facts.cursor-read", "a consumer has read the next events, but no consequences are written");
    private static final CrashPoint HANDLED =
            CrashPoint.named("facts.handled", "the consequences of events are written, but the cursor is not moved");
    private static final CrashPoint MOVED = CrashPoint.named(
            "facts.cursor-moved", "the consequences are written and the cursor is moved, but nothing is committed");
    private final JdbcClient jdbc;
    private final FactsSetAside setAside;
    private final TransactionTemplate transactions;

    Facts(JdbcClient jdbc, FactsSetAside setAside, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.setAside = setAside;
        this.transactions = transactions;
    }

    /** Appends events in the transaction in which they happen. */
    public void append(Pipeline pipeline, List<Fact> facts) {
        pipeline.write(
                """
                insert into facts.fact (kind, subject, body, at)
                select unnest(?::text[]), unnest(?::uuid[]), unnest(?::jsonb[]), unnest(?::timestamptz[])""",
                Columns.of(facts)
                        .text(Fact::kind)
                        .uuid(Fact::subject)
                        .jsonb(Fact::body)
                        .timestamp(Fact::at));
    }

    /**
     * Passes the next events to a consumer and moves its cursor, in one transaction with the consumer's writes. If
     * another process is reading for the same consumer, this method reads nothing. If the consumer fails on the batch,
     * it gets the events one by one. Events that fail again become dead letters, and the consumer continues.
     *
     * @param consumer the cursor's name; a new consumer starts at the beginning of the log
     * @param limit the maximum number of events
     * @param handler writes the consequences to the database; it must not call other systems
     * @return the number of events read
     */
    public int read(String consumer, int limit, Consumer<List<Fact>> handler) {
        return read(consumer, null, limit, handler);
    }

    /**
     * Like {@link #read(String, int, Consumer)}, but passes only events of some kinds.
     *
     * @param kinds the kinds of events that the consumer needs; the data of other events is not read. Null for all
     *     kinds
     */
    public int read(String consumer, @Nullable Set<String> kinds, int limit, Consumer<List<Fact>> handler) {
        try {
            return readNext(
                    consumer,
                    kinds,
                    limit,
                    next -> handler.accept(next.stream().map(Logged::fact).toList()));
        } catch (RuntimeException failed) {
            if (!FactsSetAside.mayBeTheFacts(failed)) {
                throw failed;
            }
            log.warn("events could not be processed as a batch; processing them one by one");
            return readNext(
                    consumer,
                    kinds,
                    limit,
                    next -> next.forEach(one -> setAside.handOver(consumer, one.position(), one.fact(), handler)));
        }
    }

    private int readNext(String consumer, @Nullable Set<String> kinds, int limit, Consumer<List<Logged>> handler) {
        Integer read = transactions.execute(status -> {
            return locked(consumer)
                    .or(() -> begun(consumer))
                    .map(from -> advance(consumer, from, kinds, limit, handler))
                    .orElse(0);
        });
        return read == null ? 0 : read;
    }

    private Optional<Position> locked(String consumer) {
        return jdbc.sql("select xid::text, id from facts.consumer where name = ? for update skip locked")
                .param(consumer)
                .query((row, n) -> new Position(row.getString(1), row.getLong(2)))
                .optional();
    }

    /** Creates the consumer and locks it; empty if another process has created and locked the consumer. */
    private Optional<Position> begun(String consumer) {
        jdbc.sql("insert into facts.consumer values (?, '0', 0) on conflict do nothing")
                .param(consumer)
                .update();
        return locked(consumer);
    }

    private int advance(
            String consumer, Position from, @Nullable Set<String> kinds, int limit, Consumer<List<Logged>> handler) {
        String[] looked = kinds == null ? null : kinds.toArray(String[]::new);
        // Events are ordered by the columns, not by the selected texts: as text, 1000 sorts before 999, and the cursor
        // would skip 999.
        List<Logged> next = jdbc.sql("""
                        select f.xid::text, f.id, f.kind, f.subject,
                          case when ?::text[] is null or f.kind = any(?::text[]) then f.body else '{}' end, f.at
                        from facts.fact f
                        where (f.xid, f.id) > (?::xid8, ?) and f.xid < pg_snapshot_xmin(pg_current_snapshot())
                        order by f.xid, f.id limit ?""")
                .params(Arrays.asList(looked, looked, from.xid(), from.id(), limit))
                .query((row, n) -> new Logged(new Position(row.getString(1), row.getLong(2)), fact(row, 3)))
                .list();
        if (next.isEmpty()) {
            return 0;
        }
        READ.reached();
        handler.accept(next);
        HANDLED.reached();
        Position to = next.getLast().position();
        jdbc.sql("update facts.consumer set xid = ?::xid8, id = ? where name = ?")
                .params(to.xid(), to.id(), consumer)
                .update();
        MOVED.reached();
        return next.size();
    }

    /** @param column the number of the kind's column; the columns of subject, body and time follow */
    static Fact fact(ResultSet row, int column) throws SQLException {
        return new Fact(
                row.getString(column),
                row.getObject(column + 1, UUID.class),
                row.getString(column + 2),
                row.getTimestamp(column + 3).toInstant());
    }
}
