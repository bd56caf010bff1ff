package id.kezbek.shared.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Several statements sent in one round trip, in the order in which they were added, inside the caller's transaction.
 * Modules add their own statements on their own tables to one pipeline; the accept path lives on having two round trips
 * instead of ten. Every write says how many rows it must touch, and any other count fails the transaction.
 */
public final class Pipeline {

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private sealed interface Expectation {
        record Rows(int count) implements Expectation {}

        record Result(RowReader reader, Runnable judge) implements Expectation {}
    }

    private record Step(String sql, @Nullable Columns<?> columns, Expectation expectation) {}

    private static final Runnable NOTHING_TO_JUDGE = () -> {};

    private final List<Step> steps = new ArrayList<>();

    /** Adds a query; a lock that it takes is taken when its turn comes. */
    public Pipeline select(String sql, Columns<?> columns, RowReader reader) {
        return select(sql, columns, reader, NOTHING_TO_JUDGE);
    }

    /**
     * Adds a statement that returns rows, those that it read or wrote.
     *
     * @param judge looks at what was read of it; what it throws fails the transaction
     */
    public Pipeline select(String sql, Columns<?> columns, RowReader reader, Runnable judge) {
        steps.add(new Step(sql, columns, new Expectation.Result(reader, judge)));
        return this;
    }

    public Pipeline select(String sql, RowReader reader) {
        steps.add(new Step(sql, null, new Expectation.Result(reader, NOTHING_TO_JUDGE)));
        return this;
    }

    /** Adds a write that must touch exactly one row for each row of {@code columns}; none where there are no rows. */
    public Pipeline write(String sql, Columns<?> columns) {
        if (columns.rowCount() > 0) {
            steps.add(new Step(sql, columns, new Expectation.Rows(columns.rowCount())));
        }
        return this;
    }

    /**
     * Sends everything.
     *
     * @throws OptimisticLockingFailureException where a write touched another number of rows: somebody else was first;
     *     the transaction must be rolled back and may be tried again
     */
    public void run(JdbcOperations jdbc) {
        if (steps.isEmpty()) {
            return;
        }
        String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";\n"));
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, connection.unwrap(BaseConnection.class));
                boolean isResult = statement.execute();
                for (Step step : steps) {
                    take(step, statement, isResult);
                    isResult = statement.getMoreResults();
                }
                return true;
            }
        });
    }

    private void bind(PreparedStatement statement, BaseConnection connection) throws SQLException {
        int index = 1;
        for (Step step : steps) {
            if (step.columns() != null) {
                for (Array array : step.columns().arrays(connection)) {
                    statement.setArray(index++, array);
                }
            }
        }
    }

    private static void take(Step step, PreparedStatement statement, boolean isResult) throws SQLException {
        switch (step.expectation()) {
            case Expectation.Rows expected -> {
                int touched = isResult ? -1 : statement.getUpdateCount();
                if (touched != expected.count()) {
                    throw new OptimisticLockingFailureException("Expected to write " + expected.count()
                            + " rows and wrote " + touched + ": " + firstLine(step.sql()));
                }
            }
            case Expectation.Result result -> {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        result.reader().read(rows);
                    }
                }
                result.judge().run();
            }
        }
    }

    private static String firstLine(String sql) {
        return sql.lines().findFirst().orElse("");
    }
}
