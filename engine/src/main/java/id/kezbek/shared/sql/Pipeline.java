package id.kezbek.shared.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.springframework.dao.ConcurrencyFailureException;
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

    /**
     * @param mayFallShort whether it touches fewer rows than it has where somebody else was first
     */
    private record Step(String sql, @Nullable Columns<?> columns, Expectation expectation, boolean mayFallShort) {

        int rowCount() {
            return columns == null ? 0 : columns.rowCount();
        }

        /** The statement, failing by itself where it falls short; it takes the number of rows as one more parameter. */
        String sqlThatFails() {
            return mayFallShort
                    ? "with touched as (" + sql + (expectation instanceof Expectation.Rows ? " returning 1" : "")
                            + ") select shared.expect_rows(count(*), ?) from touched"
                    : sql;
        }
    }

    private static final Runnable NOTHING_TO_JUDGE = () -> {};

    private final List<Step> steps = new ArrayList<>();

    /** Adds a query; a lock that it takes is taken when its turn comes. */
    public Pipeline select(String sql, Columns<?> columns, RowReader reader) {
        steps.add(new Step(sql, columns, new Expectation.Result(reader, NOTHING_TO_JUDGE), false));
        return this;
    }

    public Pipeline select(String sql, RowReader reader) {
        steps.add(new Step(sql, null, new Expectation.Result(reader, NOTHING_TO_JUDGE), false));
        return this;
    }

    /**
     * Adds a write that returns the rows that it touched, one for each row of {@code columns} unless it falls short.
     *
     * @param judge looks at what was read of it; what it throws fails the transaction
     */
    public Pipeline writeReturning(String sql, Columns<?> columns, RowReader reader, Runnable judge) {
        steps.add(new Step(sql, columns, new Expectation.Result(reader, judge), true));
        return this;
    }

    /** Adds a write that must touch exactly one row for each row of {@code columns}; none where there are no rows. */
    public Pipeline write(String sql, Columns<?> columns) {
        return write(sql, columns, false);
    }

    /** As {@link #write(String, Columns)}, where the statement's condition passes over rows that somebody else changed. */
    public Pipeline writeIfUnchanged(String sql, Columns<?> columns) {
        return write(sql, columns, true);
    }

    private Pipeline write(String sql, Columns<?> columns, boolean mayFallShort) {
        if (columns.rowCount() > 0) {
            steps.add(new Step(sql, columns, new Expectation.Rows(columns.rowCount()), mayFallShort));
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
                bind(statement, connection.unwrap(BaseConnection.class), false);
                boolean isResult = statement.execute();
                for (Step step : steps) {
                    take(step, statement, isResult);
                    isResult = statement.getMoreResults();
                }
                return true;
            }
        });
    }

    /**
     * Sends everything and the commit behind it, in one round trip: the database itself rolls back where a write falls
     * short. To be the last that the caller's transaction does; whoever ends that afterwards finds it ended.
     *
     * @throws ConcurrencyFailureException where somebody else was first; nothing was written. Judges are not asked, so
     *     who wants to know more runs it again by {@link #run}
     */
    public void runAndCommit(JdbcOperations jdbc) {
        String sql = Stream.concat(steps.stream().map(Step::sqlThatFails), Stream.of("commit"))
                .collect(Collectors.joining(";\n"));
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, connection.unwrap(BaseConnection.class), true);
                return statement.execute();
            }
        });
    }

    private void bind(PreparedStatement statement, BaseConnection connection, boolean failing) throws SQLException {
        int index = 1;
        for (Step step : steps) {
            if (step.columns() != null) {
                for (Array array : step.columns().arrays(connection)) {
                    statement.setArray(index++, array);
                }
            }
            if (failing && step.mayFallShort()) {
                statement.setInt(index++, step.rowCount());
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
