package id.kezbek.facts;

import id.kezbek.shared.crash.CrashPoint;
import id.kezbek.shared.sql.Columns;
import id.kezbek.shared.sql.Pipeline;
import java.sql.Timestamp;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The append-only log of facts. */
@Component
public class Facts {

    private record Position(String xid, long id) {}

    private record Logged(Position position, Fact fact) {}

    private static final CrashPoint READ = CrashPoint.named(
            "facts.cursor-read", "the next facts are read under their reader's cursor, nothing follows from them");
    private static final CrashPoint HANDLED =
            CrashPoint.named("facts.handled", "what follows from facts is written, the cursor is not moved");
    private static final CrashPoint MOVED = CrashPoint.named(
            "facts.cursor-moved", "what follows is written and the cursor moved, nothing is committed");
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Facts(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Adds facts to the transaction in which they happen. */
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
     * Hands the next facts to a consumer and moves its cursor past them, in one transaction with what the consumer
     * writes. Where another process reads for the same consumer at this moment, nothing is read.
     *
     * @param consumer the cursor's name; a new one starts at the log's beginning
     * @param limit the most facts to read at once
     * @param handler writes what follows from them to the database; it makes no call to the outside
     * @return how many facts were read
     */
    public int read(String consumer, int limit, Consumer<List<Fact>> handler) {
        Integer read = transactions.execute(status -> {
            jdbc.sql("insert into facts.consumer values (?, '0', 0) on conflict do nothing")
                    .param(consumer)
                    .update();
            return jdbc.sql("select xid::text, id from facts.consumer where name = ? for update skip locked")
                    .param(consumer)
                    .query((row, n) -> new Position(row.getString(1), row.getLong(2)))
                    .optional()
                    .map(from -> advance(consumer, from, limit, handler))
                    .orElse(0);
        });
        return read == null ? 0 : read;
    }

    private int advance(String consumer, Position from, int limit, Consumer<List<Fact>> handler) {
        // Ordered by the columns, not by what is selected: as text 1000 comes before 999, and the cursor would pass
        // 999.
        List<Logged> next = jdbc.sql("""
                        select f.xid::text, f.id, f.kind, f.subject, f.body, f.at from facts.fact f
                        where (f.xid, f.id) > (?::xid8, ?) and f.xid < pg_snapshot_xmin(pg_current_snapshot())
                        order by f.xid, f.id limit ?""")
                .params(from.xid(), from.id(), limit)
                .query((row, n) -> new Logged(
                        new Position(row.getString(1), row.getLong(2)),
                        new Fact(
                                row.getString(3),
                                row.getObject(4, java.util.UUID.class),
                                row.getString(5),
                                row.getObject(6, Timestamp.class).toInstant())))
                .list();
        if (next.isEmpty()) {
            return 0;
        }
        READ.reached();
        handler.accept(next.stream().map(Logged::fact).toList());
        HANDLED.reached();
        Position to = next.getLast().position();
        jdbc.sql("update facts.consumer set xid = ?::xid8, id = ? where name = ?")
                .params(to.xid(), to.id(), consumer)
                .update();
        MOVED.reached();
        return next.size();
    }
}
