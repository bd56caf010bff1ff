package id.kezbek.reporting.pool;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database connections of reports and exports, {@code cezbek.reporting.*}.
 *
 * @param datasourceUrl the JDBC URL of a replica, which the engine's database user may read; empty: the engine's own database
 * @param connections the maximum number of reports and exports that read at the same time in this process; 4
 * @param connectionWait how long a report waits for a connection; 5 s
 * @param statementTimeout the longest that a statement of a report may run, at most 55 s; 30 s
 */
@ConfigurationProperties("cezbek.reporting")
record ReportPoolSettings(
        @DefaultValue("") String datasourceUrl,
        @DefaultValue("4") int connections,
        @DefaultValue("5s") Duration connectionWait,
        @DefaultValue("30s") Duration statementTimeout) {

    /**
     * The socket timeout is 60 s. A statement must time out before the socket, so that the error message names the
     * cause.
     */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(55);

    ReportPoolSettings {
        if (connections < 1 || connections > 100) {
            throw new IllegalArgumentException("cezbek.reporting.connections must be from 1 to 100");
        }
        if (connectionWait.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException("cezbek.reporting.connection-wait must be at least 250ms");
        }
        if (!statementTimeout.isPositive() || statementTimeout.compareTo(LONGEST_STATEMENT) > 0) {
            throw new IllegalArgumentException("cezbek.reporting.statement-timeout must be above zero and at most 55s");
        }
    }
}
