package id.kezbek.reporting.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.OwnRows;
import id.kezbek.shared.sql.ReportReads;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database connections of reports and exports: read-only, few, and with a time limit for each statement. Reports
 * need hash joins and sequential scans. The planner may use both only on these connections, not on the engine's own
 * connections. The pool opens no connection before its first use.
 */
@Component
@EnableConfigurationProperties(ReportPoolSettings.class)
public class ReportPool implements ReportReads, AutoCloseable {

    private final HikariDataSource pool;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshots;
    private final OwnRows ownRows;
    private final Duration statementTimeout;

    ReportPool(ReportPoolSettings settings, HikariDataSource engine, OwnRows ownRows, MeterRegistry meters) {
        this.pool = new HikariDataSource(configuration(settings, engine, meters));
        this.template = new JdbcTemplate(pool);
        this.jdbc = JdbcClient.create(template);
        this.ownRows = ownRows;
        this.statementTimeout = settings.statementTimeout();
        this.snapshots = new TransactionTemplate(new DataSourceTransactionManager(pool));
        this.snapshots.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshots.setReadOnly(true);
    }

    private static HikariConfig configuration(
            ReportPoolSettings settings, HikariDataSource engine, MeterRegistry meters) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("reports");
        configuration.setJdbcUrl(settings.datasourceUrl().isBlank() ? engine.getJdbcUrl() : settings.datasourceUrl());
        configuration.setUsername(engine.getUsername());
        configuration.setPassword(engine.getPassword());
        Properties driver = new Properties();
        driver.putAll(engine.getDataSourceProperties());
        driver.setProperty("ApplicationName", "cezbek-engine-reports");
        // Makes PostgreSQL plan each execution with the actual values, because a report of a day and a report of a year
        // need different plans.
        driver.setProperty("prepareThreshold", "0");
        configuration.setDataSourceProperties(driver);
        configuration.setConnectionInitSql("set default_transaction_read_only = on; set statement_timeout = "
                + settings.statementTimeout().toMillis());
        configuration.setReadOnly(true);
        configuration.setMaximumPoolSize(settings.connections());
        configuration.setMinimumIdle(0);
        configuration.setInitializationFailTimeout(-1);
        configuration.setConnectionTimeout(settings.connectionWait().toMillis());
        configuration.setMetricRegistry(meters);
        return configuration;
    }

    /**
     * Runs {@code work} in one read-only snapshot. For large results, set a fetch size ({@code withFetchSize}) and
     * consume the stream of rows inside {@code work}.
     *
     * @throws org.springframework.transaction.CannotCreateTransactionException if all connections are in use; callers
     *     over HTTP get 503
     * @throws org.springframework.dao.QueryTimeoutException if a statement takes too long
     */
    @Override
    public <T> T snapshot(Function<JdbcClient, T> work) {
        return Objects.requireNonNull(snapshots.execute(status -> work.apply(jdbc)));
    }

    /** Like {@link #snapshot}, but the database shows only this partner's rows. */
    public <T> T snapshotOf(PartnerId partner, Function<JdbcClient, T> work) {
        return snapshot(reads -> {
            template.execute((Connection connection) -> {
                ownRows.enter(connection, partner, statementTimeout);
                return partner;
            });
            return work.apply(reads);
        });
    }

    /**
     * A separate connection for an export, because an export may take longer than a report. The caller must close the
     * connection.
     */
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
