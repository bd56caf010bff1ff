package id.kezbek.trials.bench.road;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The work that is not finished.
 *
 * @param payouts the number of unpaid payouts
 * @param emails the number of stored e-mails that are not sent yet
 * @param facts the number of events that the slowest consumer has not read
 */
record Backlog(long payouts, long emails, long facts) {

    private static final Duration STANDSTILL = Duration.ofSeconds(45);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Excludes payouts that have an attempt with an unknown result, because such payouts wait for minutes or for a
     * decision by staff. These attempts are counted separately. Each part reads one index: the planner expects few unpaid
     * payouts, and a join would read all attempts once for each of them.
     */
    private static final String PAYOUTS = """
            from (
              select id from payouts.payout where state = 'PENDING'
              union all
              select id from payouts.payout where state = 'IN_FLIGHT') p
            where id <> all (array(select payout from payouts.attempt where state = 'UNKNOWN'))""";

    private static final String EMAILS = "from notifications.email where state in ('WAITING', 'QUEUED', 'SENDING')";
    private static final String FACTS = """
            from (select xid, id from facts.consumer order by xid, id limit 1) c
            cross join lateral (select from facts.fact f where (f.xid, f.id) > (c.xid, c.id)) as unread""";

    /** Reads only the ends of two indexes. If all events are read, a query that counts would read every event. */
    private static final String UNREAD_FACTS = """
            from (select xid, id from facts.consumer order by xid, id limit 1) c
            cross join (select xid, id from facts.fact order by xid desc, id desc limit 1) last
            where (last.xid, last.id) > (c.xid, c.id)""";

    Backlog plus(Backlog more) {
        return new Backlog(payouts + more.payouts, emails + more.emails, facts + more.facts);
    }

    boolean isNone() {
        return payouts == 0 && emails == 0 && facts == 0;
    }

    /**
     * @param withMail whether events and e-mails are also part of the backlog
     */
    static Backlog now(Connection database, boolean withMail) throws SQLException {
        return read(
                database,
                "select (select count(*) %s), (select count(*) %s), (select count(*) %s)"
                        .formatted(PAYOUTS, withMail ? EMAILS : "where false", withMail ? FACTS : "where false"));
    }

    /**
     * Waits until all work is finished.
     *
     * @return false if unfinished work has not changed for {@link #STANDSTILL}
     */
    static boolean awaitNone(Connection database, boolean withMail) throws SQLException {
        @Nullable Backlog seen = null;
        long moved = System.nanoTime();
        while (isAnyLeft(database, withMail)) {
            if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
                Backlog left = now(database, withMail);
                if (left.equals(seen)) {
                    return false;
                }
                seen = left;
                moved = System.nanoTime();
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** Runs the cheapest query first, because each other query reads the index entries of all finished work. */
    private static boolean isAnyLeft(Connection database, boolean withMail) throws SQLException {
        for (String left : withMail ? List.of(UNREAD_FACTS, EMAILS, PAYOUTS) : List.of(PAYOUTS)) {
            if (!read(database, "select exists (select %s)::int, 0, 0".formatted(left))
                    .isNone()) {
                return true;
            }
        }
        return false;
    }

    /** The number of attempts with an unknown result. */
    static long unknown(Connection database) throws SQLException {
        return read(database, "select count(*), 0, 0 from payouts.attempt where state = 'UNKNOWN'")
                .payouts();
    }

    private static Backlog read(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }
}
