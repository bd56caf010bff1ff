package id.kezbek.reporting.export;

import id.kezbek.reporting.pool.ReportPool;
import id.kezbek.shared.ErrorCode;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Refusal;
import id.kezbek.shared.security.Caller;
import id.kezbek.shared.sql.OwnRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads from one database snapshot, even if the reading takes a long time. All statements of all modules run in one
 * read-only transaction and see the same rows. Row-level security limits partners to their own rows.
 */
@Component
public class ConsistentReads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /** The maximum number of concurrent reads by partners; reports and staff use the other connections. */
    private static final int PARTNERS_MAX = 2;

    private final ReportPool pool;
    private final DataSource dataSource;
    private final OwnRows ownRows;
    private final Semaphore partners = new Semaphore(PARTNERS_MAX);

    ConsistentReads(ReportPool pool, DataSource dataSource, OwnRows ownRows) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.ownRows = ownRows;
    }

    /**
     * Runs the reading in one snapshot and returns the result of the reading.
     *
     * @throws Refusal OUT_OF_SERVICE if all connections for reports are in use
     */
    public <T> T read(Caller caller, Callable<T> reading) throws Exception {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("An export must not start in a transaction");
        }
        try (Connection connection = begun()) {
            // Reads of this thread through the engine's data source now use this connection.
            TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(connection, true));
            TransactionSynchronizationManager.initSynchronization();
            TransactionSynchronizationManager.setActualTransactionActive(true);
            TransactionSynchronizationManager.setCurrentTransactionReadOnly(true);
            try {
                return caller.partner() == null ? reading.call() : ofPartner(caller.partner(), reading);
            } finally {
                TransactionSynchronizationManager.clear();
                TransactionSynchronizationManager.unbindResource(dataSource);
                connection.rollback();
            }
        }
    }

    private <T> T ofPartner(PartnerId partner, Callable<T> reading) throws Exception {
        if (!partners.tryAcquire()) {
            throw tooMany();
        }
        try {
            return ownRows.readWithin(partner, reading);
        } finally {
            partners.release();
        }
    }

    static Refusal tooMany() {
        return Refusal.later(
                ErrorCode.OUT_OF_SERVICE, "too many exports are running; send the request again later", RETRY_AFTER);
    }

    private Connection begun() throws SQLException {
        Connection connection = connection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private Connection connection() throws SQLException {
        try {
            return pool.connection();
        } catch (SQLTransientConnectionException none) {
            throw tooMany();
        }
    }
}
