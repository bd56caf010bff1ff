package id.kezbek.sandbox.bench.road;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What the road still has to do.
 *
 * @param payouts that are not paid
 * @param emails that are kept and not sent
 * @param facts that the slowest of their readers has not read
 */
record Backlog(long payouts, long emails, long facts) {

    private static final Duration POLL = Duration.ofMillis(200);

    private static final String PAYOUTS = "from payouts.payout where state in ('PENDING', 'IN_FLIGHT')";
    private static final String EMAILS = "from notifications.email where state in ('WAITING', 'QUEUED', 'SENDING')";
    private static final String FACTS =
            "from facts.fact where (xid, id) > (select xid, id from facts.consumer order by xid, id limit 1)";

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
     * @return false where something still was after that time
     */
    static boolean awaitNone(Connection database, boolean withMail, Duration within) throws SQLException {
        // Whether there is any costs the server next to nothing, however many there are.
        String sql = "select exists (select %s)::int, exists (select %s)::int, exists (select %s)::int"
                .formatted(PAYOUTS, withMail ? EMAILS : "where false", withMail ? FACTS : "where false");
        long deadline = System.nanoTime() + within.toNanos();
        while (!read(database, sql).isNone()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private static Backlog read(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Backlog(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }
}
