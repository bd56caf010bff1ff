package id.kezbek.startup.systems;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The health of PostgreSQL, the only system that the engine always needs. */
@Component("postgresql")
class PostgresHealth implements HealthIndicator {

    private final JdbcClient jdbc;

    PostgresHealth(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return Health.up().build();
        } catch (DataAccessException | TransactionException away) {
            return Health.down()
                    .withDetail("what", "postgresql is unavailable")
                    .withDetail("meanwhile", "no purchase is accepted, and every request gets 503")
                    .build();
        }
    }
}
