package id.kezbek.shared.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Several statements in one round trip, in order, in the caller's transaction. Modules add statements on their own
 * tables to a common pipeline, so that accepting a purchase needs two round trips instead of ten. Every write states
 * the number of rows that it must change; any other number fails the transaction.
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

    /** @param mayFallShort whether the statement may change fewer rows than it gets, because of conflicts */
    private record Step(String sql, @Nullable Columns<?> columns, Expectation expectation, boolean mayFallShort) {

        int rowCount() {
            return columns == null ? 0 : columns.rowCount();
        }

        /** @param isShort whether the batch is so short that values are sent instead of arrays */
        String sql(boolean isShort) {
            return isOneRow(isShort) ? OneRow.of(sql).sql() : sql;
        }

        /**
         * A variant of the statement that raises an error in the database if rows are missing. This variant has one
         * more parameter: the expected number of rows.
         */
        String sqlThatFails(boolean isShort) {
            return mayFallShort
                    ? "with touched as (" + sql(isShort)
                            + (expectation instanceof Expectation.Rows ? " returning 1" : "")
                            + ") select shared.expect_rows(count(*), ?) from touched"
                    : sql(isShort);
        }

        /** Binds the columns from this parameter on, and returns the number of the next parameter. */
        int bind(PreparedStatement statement, int first, BaseConnection connection, boolean isShort)
                throws SQLException {
            if (columns == null) {
                return first;
            }
            int index = first;
            for (int column = 0; column < columns.columnCount(); column++) {
                if (isOneRow(isShort) && OneRow.of(sql).isValue(column)) {
                    columns.bindOnly(column, statement, index++);
                } else {
                    columns.bindArray(column, statement, index++, connection);
                }
            }
            return index;
        }

        private boolean isOneRow(boolean isShort) {
            return isShort && rowCount() == 1;
        }
    }

    /**
     * The form of a statement for one row, with values instead of arrays of one element. The server must split arrays,
     * and {@code unnest} opens a memory context for each array. An insert of 18 columns took 35 us with arrays and 20
     * us with values.
     *
     * @param values the columns sent as values; the other columns remain arrays
     */
    private record OneRow(String sql, BitSet values) {

        private static final Pattern PARAMETER =
                Pattern.compile("(?<!from )(?<!join )unnest\\(\\?::([a-z0-9]+)\\[]\\)|\\?");
        /** The rewritten statements. The map stays small, because the engine's statements are constants. */
        private static final Map<String, OneRow> KNOWN = new ConcurrentHashMap<>();

        static OneRow of(String sql) {
            return KNOWN.computeIfAbsent(sql, OneRow::rewritten);
        }

        boolean isValue(int column) {
            return values.get(column);
        }

        private static OneRow rewritten(String sql) {
            BitSet values = new BitSet();
            StringBuilder text = new StringBuilder(sql.length());
            Matcher parameters = PARAMETER.matcher(sql);
            for (int column = 0; parameters.find(); column++) {
                String type = parameters.group(1);
                values.set(column, type != null);
                parameters.appendReplacement(text, type == null ? "?" : "?::" + type);
            }
            return new OneRow(parameters.appendTail(text).toString(), values);
        }
    }

    /** A short batch has at most two rows per step: a single purchase writes two lines to the ledger. */
    private static final int SHORT_ROWS = 2;

    private static final Runnable NOTHING_TO_JUDGE = () -> {};

    private final List<Step> steps = new ArrayList<>();

    /** Adds a query. If the query locks rows, it locks them after all earlier statements of the pipeline have run. */
    public Pipeline select(String sql, Columns<?> columns, RowReader reader) {
        steps.add(new Step(sql, columns, new Expectation.Result(reader, NOTHING_TO_JUDGE), false));
        return this;
    }

    public Pipeline select(String sql, RowReader reader) {
        steps.add(new Step(sql, null, new Expectation.Result(reader, NOTHING_TO_JUDGE), false));
        return this;
    }

    /**
     * Adds a write that returns the changed rows: one for each row of {@code columns}, or fewer after a conflict.
     *
     * @param judge checks the result; its exception fails the transaction
     */
    public Pipeline writeReturning(String sql, Columns<?> columns, RowReader reader, Runnable judge) {
        steps.add(new Step(sql, columns, new Expectation.Result(reader, judge), true));
        return this;
    }

    /**
     * Adds a write that must change exactly one row for each row of {@code columns}. Without rows, the method adds
     * nothing.
     */
    public Pipeline write(String sql, Columns<?> columns) {
        return write(sql, columns, false);
    }

    /**
     * Like {@link #write(String, Columns)}, for a statement with a condition that skips rows changed by another
     * transaction.
     */
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
     * Sends all statements.
     *
     * @throws OptimisticLockingFailureException if a write changed a wrong number of rows, because another transaction
     *     was faster; roll back and retry
     */
    public void run(JdbcOperations jdbc) {
        if (steps.isEmpty()) {
            return;
        }
        boolean isShort = isShort();
        String sql = steps.stream().map(step -> step.sql(isShort)).collect(Collectors.joining(";\n"));
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, connection.unwrap(BaseConnection.class), isShort, false);
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
     * Sends all statements with the commit in one round trip. The database itself rolls back if rows are missing. This
     * call must be the last action of the caller's transaction.
     *
     * @throws ConcurrencyFailureException after a conflict; nothing was written. No {@code judge} is called. To find
     *     the write that failed, use {@link #run}
     */
    public void runAndCommit(JdbcOperations jdbc) {
        boolean isShort = isShort();
        String sql = Stream.concat(steps.stream().map(step -> step.sqlThatFails(isShort)), Stream.of("commit"))
                .collect(Collectors.joining(";\n"));
        jdbc.execute((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, connection.unwrap(BaseConnection.class), isShort, true);
                return statement.execute();
            }
        });
    }

    /**
     * Whether all steps have few rows. The result applies to all steps of the batch, so that a single-row step in a
     * long batch does not create another form of its statement.
     */
    private boolean isShort() {
        return steps.stream().allMatch(step -> step.rowCount() <= SHORT_ROWS);
    }

    private void bind(PreparedStatement statement, BaseConnection connection, boolean isShort, boolean failing)
            throws SQLException {
        int index = 1;
        for (Step step : steps) {
            index = step.bind(statement, index, connection, isShort);
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
                            + " rows but wrote " + touched + ": " + firstLine(step.sql()));
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
