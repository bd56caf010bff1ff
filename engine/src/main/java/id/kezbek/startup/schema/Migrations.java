package id.kezbek.startup.schema;

import id.kezbek.startup.StartFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Checks and migrates the schema, or explains in one line why the migration is not possible. An unexpected schema is
 * never migrated.
 */
@Component
@EnableConfigurationProperties(SchemaSettings.class)
public class Migrations implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    /**
     * The maximum number of tries. While a migration waits for a table lock, requests that need the table wait behind it.
     * So the migration gives up after two seconds and is tried again.
     */
    private static final int TRIES_MAX = 5;

    private static final String LOCK_TIMEOUT = "set lock_timeout = '2s'";

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

    private final SchemaSettings settings;
    private final OperatorMail operators;
    private final Runnable restBetweenTries;

    @Autowired
    Migrations(SchemaSettings settings, OperatorMail operators) {
        this(settings, operators, () -> LockSupport.parkNanos(BETWEEN_TRIES.toNanos()));
    }

    Migrations(SchemaSettings settings, OperatorMail operators, Runnable restBetweenTries) {
        this.settings = settings;
        this.operators = operators;
        this.restBetweenTries = restBetweenTries;
    }

    @Override
    public void migrate(Flyway flyway) {
        try {
            bringUpToDate(flyway);
        } catch (StartFailure.Precondition refused) {
            operators.tell(String.valueOf(refused.getMessage()));
            throw refused;
        }
    }

    private void bringUpToDate(Flyway flyway) {
        List<String> pending = pending(flyway);
        switch (settings.migrate()) {
            case START -> migrateInTurns(waitingShortly(flyway));
            case OFF -> refuseToBeBehind(pending);
        }
    }

    /**
     * Checks the schema without migrating it.
     *
     * @return the migrations that have not run yet
     * @throws StartFailure.Precondition if this version cannot run on the database
     */
    public static List<String> pending(Flyway flyway) {
        SchemaHistory history = history(flyway);
        try {
            Configuration configuration = flyway.getConfiguration();
            DataSource database = configuration.getDataSource();
            require(new DatabaseServer(database, configuration.getPlaceholders()).problem());
            require(history.problem());
            require(new OldestEngine(database).problem(history.brought()));
        } catch (SQLException away) {
            throw new FlywayException("The schema cannot be checked", away);
        }
        if (!history.newer().isEmpty()) {
            log.info("The schema is newer than this engine and still compatible: {}", history.newer());
        }
        return history.pending();
    }

    private static SchemaHistory history(Flyway flyway) {
        return new SchemaHistory(flyway.info().all());
    }

    private static void require(Optional<String> problem) {
        if (problem.isPresent()) {
            throw new StartFailure.Precondition(problem.get());
        }
    }

    private static void refuseToBeBehind(List<String> pending) {
        if (!pending.isEmpty()) {
            throw new StartFailure.Precondition("the schema lacks " + pending.size() + " migrations, starting with "
                    + pending.getFirst()
                    + ", and cezbek.migrate is off; run the migration first, or set cezbek.migrate=start");
        }
    }

    /**
     * Sets the lock timeout, because a statement that waits for a table blocks all later statements on that table. Only
     * connections for migrations get the timeout; the connections of the application's pool are unchanged.
     */
    private static Flyway waitingShortly(Flyway flyway) {
        return Flyway.configure(flyway.getConfiguration().getClassLoader())
                .configuration(flyway.getConfiguration())
                .initSql(LOCK_TIMEOUT)
                .load();
    }

    private void migrateInTurns(Flyway flyway) {
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayValidateException unlike) {
                throw new StartFailure.Precondition("the schema's history differs from this version: "
                        + difference(unlike) + "; restore the migration's file as it was released");
            } catch (FlywayException failed) {
                FailedMigration failure = FailedMigration.of(failed);
                if (failure == FailedMigration.ELSEWHERE) {
                    throw failed;
                }
                if (!failure.waitedTooLong() || tries == TRIES_MAX) {
                    throw new StartFailure.Precondition(failure.line());
                }
                log.warn("{}; retrying", failure.line());
                restBetweenTries.run();
            }
        }
    }

    /**
     * The second line of Flyway's message describes the difference; the first line says only that a difference exists.
     */
    private static String difference(FlywayValidateException unlike) {
        return String.valueOf(unlike.getMessage())
                .lines()
                .map(String::strip)
                .skip(1)
                .findFirst()
                .orElse("a migration differs");
    }
}
