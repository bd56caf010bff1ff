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
 * What the road still has to do.
 *
 * @param payouts that are not paid
 * @param emails that are kept and not sent
 * @param facts that the slowest of their readers has not read
 */
record Backlog(long payouts, long emails, long facts) {

    private static final Duration STANDSTILL = Duration.ofSeconds(45);
    private static final Duration POLL = Duration.ofMillis(200);

    /** An attempt of which nobody knows what became waits for people or for minutes: it is told apart. */
    private static final String PAYOUTS = """
            from payouts.payout p where state in ('PENDING', 'IN_FLIGHT') and not exists (
              select from payouts.attempt a where a.payout = p.id and a.state = 'UNKNOWN')""";

    private static final String EMAILS = "from notifications.email where state in ('WAITING', 'QUEUED', 'SENDING')";
    private static final String FACTS = """
            from (select xid, id from facts.consumer order by xid, id limit 1) c
            cross join lateral (select from facts.fact f where (f.xid, f.id) > (c.xid, c.id)) as unread""";

    /** Two looks at the ends of indexes: where nothing is left, counting would look at every fact. */
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

    /** @param withMail whether facts and e-mails belong to it */
    static Backlog now(Connection database, boolean withMail) throws SQLException {
        return read(
                database,
                "select (select count(*) %s), (select count(*) %s), (select count(*) %s)"
                        .formatted(PAYOUTS, withMail ? EMAILS : "where false", withMail ? FACTS : "where false"));
    }

    /**
     * Waits until nothing is left to do.
     *
     * @return false where something still is and nothing has moved between two looks {@link #STANDSTILL} apart
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

    /** The cheapest question first: each of the others reads index entries of everything that was just done. */
    private static boolean isAnyLeft(Connection database, boolean withMail) throws SQLException {
        for (String left : withMail ? List.of(UNREAD_FACTS, EMAILS, PAYOUTS) : List.of(PAYOUTS)) {
            if (!read(database, "select exists (select %s)::int, 0, 0".formatted(left))
                    .isNone()) {
                return true;
            }
        }
        return false;
    }

    /** How many attempts nobody knows the end of. */
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
