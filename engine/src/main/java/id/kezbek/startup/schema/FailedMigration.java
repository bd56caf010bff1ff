package id.kezbek.startup.schema;

import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The description of a failed migration.
 *
 * @param line the error and what to do, without the server's details, because the details may contain values of a row
 * @param waitedTooLong whether another transaction blocked the migration; a retry may then succeed
 */
record FailedMigration(String line, boolean waitedTooLong) {

    /**
     * The failure happened before the migration, for example because the connection failed. Other code explains such
     * failures.
     */
    static final FailedMigration ELSEWHERE = new FailedMigration("", false);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** The SQL state of an exception that a migration's SQL raises. The exception's message says what to do. */
    private static final String RAISED = "P0001";

    private static final int MAX_CAUSES = 30;

    static FailedMigration of(FlywayException failure) {
        Optional<SQLException> sql = cause(failure, SQLException.class);
        Optional<FlywayMigrateException> migration = cause(failure, FlywayMigrateException.class);
        if (migration.isEmpty()) {
            return ELSEWHERE;
        }
        String file = "the migration " + migration.get().getMigration().getScript();
        String state = sql.map(SQLException::getSQLState).orElse("");
        if (LOCK_NOT_AVAILABLE.equals(state)) {
            return new FailedMigration(
                    file + " waited too long for a table that is in use; nothing was changed: start again after"
                            + " long transactions have ended",
                    true);
        }
        if (RAISED.equals(state)) {
            return new FailedMigration(said(sql), false);
        }
        return new FailedMigration(
                file + " failed" + line(migration.get()) + ": " + said(sql) + "; " + whatNow(migration.get()), false);
    }

    private static String line(FlywayMigrateException migration) {
        return migration.getLineNumber() > 0 ? " at line " + migration.getLineNumber() : "";
    }

    private static String whatNow(FlywayMigrateException migration) {
        return migration.isExecutableInTransaction()
                ? "nothing was changed, and the previous version keeps running: fix the cause and start again"
                : "the migration ran outside a transaction: check and repair its partial changes, then start again";
    }

    private static String said(Optional<SQLException> sql) {
        return sql.map(FailedMigration::said).orElse("its cause is in the log");
    }

    private static String said(SQLException sql) {
        @Nullable
        ServerErrorMessage server = sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String message = String.valueOf(server == null ? sql.getMessage() : server.getMessage());
        return message.lines().findFirst().orElse("").strip();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
