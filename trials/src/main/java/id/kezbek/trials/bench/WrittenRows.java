package id.kezbek.trials.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The numbers of inserted and updated rows by table. These numbers show that engine and floor do the same work. */
record WrittenRows(SortedMap<String, Long> byTable) {

    /**
     * The maximum wait for the counts: a server process may report its counts up to ten seconds after its last work.
     */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final String PURCHASES = "cashback.purchase";
    private static final String SQL = """
            select schemaname || '.' || relname, n_tup_ins + n_tup_upd from pg_stat_user_tables
            where schemaname in ('cashback', 'loyalty', 'ledger', 'payouts', 'facts')""";

    WrittenRows {
        byTable = Collections.unmodifiableSortedMap(new TreeMap<>(byTable));
    }

    static WrittenRows now(Connection connection) throws SQLException {
        SortedMap<String, Long> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        return new WrittenRows(rows);
    }

    /**
     * The rows written since the earlier reading. Waits for a limited time until the server has reported the expected
     * number of purchases.
     */
    static WrittenRows since(WrittenRows before, Connection connection, long purchases) throws SQLException {
        long deadline = System.nanoTime() + TOLD_WITHIN.toNanos();
        WrittenRows written = now(connection).minus(before);
        while (written.of(PURCHASES) < purchases && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            written = now(connection).minus(before);
        }
        return written;
    }

    long of(String table) {
        return byTable.getOrDefault(table, 0L);
    }

    /** The rows of a table per purchase; 0 without purchases. */
    double perPurchase(String table) {
        long purchases = of(PURCHASES);
        return purchases == 0 ? 0 : (double) of(table) / purchases;
    }

    double perPurchaseInAll() {
        return byTable.keySet().stream().mapToDouble(this::perPurchase).sum();
    }

    private WrittenRows minus(WrittenRows before) {
        SortedMap<String, Long> difference = new TreeMap<>();
        for (Map.Entry<String, Long> table : byTable.entrySet()) {
            difference.put(table.getKey(), table.getValue() - before.of(table.getKey()));
        }
        return new WrittenRows(difference);
    }
}
