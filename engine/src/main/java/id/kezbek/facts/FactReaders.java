package id.kezbek.facts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The backlog of the event consumers. */
@Component
public class FactReaders {

    /**
     * A consumer.
     *
     * @param unread the number of unread events, counted up to ten thousand
     * @param oldestUnreadAge the age of the oldest unread event; zero if there is none
     * @param setAside the number of the consumer's dead letters
     */
    public record Reader(String consumer, long unread, Duration oldestUnreadAge, long setAside) {}

    /**
     * The maximum number of unread events to count. If the backlog is larger, the age of the oldest event indicates how
     * large the backlog is.
     */
    private static final int COUNTED_MAX = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    FactReaders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All known consumers by name. */
    public List<Reader> all() {
        return jdbc.sql("""
                        select c.name, u.number, u.oldest, s.number from facts.consumer c
                        cross join lateral (select count(*) as number, min(n.at) as oldest from (
                          select f.at from facts.fact f where (f.xid, f.id) > (c.xid, c.id) order by f.xid, f.id limit ?) n) u
                        cross join lateral (select count(*) as number from facts.set_aside a where a.consumer = c.name) s
                        order by c.name""")
                .param(COUNTED_MAX)
                .query((row, n) ->
                        new Reader(row.getString(1), row.getLong(2), age(row.getTimestamp(3)), row.getLong(4)))
                .list();
    }

    /** Removes a consumer and its dead letters. Waits if the consumer is reading at the moment. */
    public void remove(String consumer) {
        jdbc.sql("delete from facts.set_aside where consumer = ?")
                .param(consumer)
                .update();
        jdbc.sql("delete from facts.consumer where name = ?").param(consumer).update();
    }

    /**
     * Whether two consumers have read the same events. The caller must have locked both consumers with {@link #hold}.
     */
    public boolean areLevel(String one, String other) {
        return jdbc.sql(
                        "select count(*) = 2 and count(distinct (xid, id)) = 1 from facts.consumer where name in (?, ?)")
                .params(one, other)
                .query(Boolean.class)
                .single();
    }

    /**
     * The events that a consumer has not read, as seen in the transaction snapshot of the given connection. Includes
     * events that the consumer may not read yet because earlier transactions are open.
     */
    public static List<Fact> unread(JdbcClient snapshot, String consumer, int limit) {
        return snapshot.sql("""
                        select f.kind, f.subject, f.body, f.at from facts.fact f
                        where (f.xid, f.id) > (
                          coalesce((select xid from facts.consumer where name = :consumer), '0'::xid8),
                          coalesce((select id from facts.consumer where name = :consumer), 0))
                        order by f.xid, f.id limit :limit""")
                .param("consumer", consumer)
                .param("limit", limit)
                .query((row, n) -> Facts.fact(row, 1))
                .list();
    }

    /**
     * Waits until the consumer has finished its current read, and blocks further reads until the caller's transaction
     * ends. Some consumers check rows before they write. Code that deletes such rows must call this method first.
     * Otherwise a consumer could miss a deletion between its check and its write.
     */
    public void hold(String consumer) {
        jdbc.sql("select 1 from facts.consumer where name = ? for update")
                .param(consumer)
                .query(Integer.class)
                .optional();
    }

    private Duration age(@Nullable Timestamp oldest) {
        if (oldest == null) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(oldest.toInstant(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
