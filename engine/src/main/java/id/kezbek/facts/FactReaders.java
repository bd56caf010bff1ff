package id.kezbek.facts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far behind the readers of facts are. */
@Component
public class FactReaders {

    /**
     * A consumer.
     *
     * @param unread how many facts it has not read, counted up to ten thousand
     * @param oldestUnreadAge how long ago the oldest of them happened; zero where there is none
     * @param setAside how many it could not take
     */
    public record Reader(String consumer, long unread, Duration oldestUnreadAge, long setAside) {}

    /** A reader that is far behind is counted no further: the age says the rest. */
    private static final int COUNTED_MAX = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    FactReaders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All that have ever read, by name. */
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

    /**
     * Waits for what a consumer is reading, and keeps it from reading on until the caller's transaction has ended. Whoever
     * takes away what a reader looks at first calls this first: a reader between its look and its write would miss it.
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
