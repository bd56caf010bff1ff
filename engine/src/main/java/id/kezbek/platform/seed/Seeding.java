package id.kezbek.platform.seed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seeds an empty database once, before the process says that it is ready; {@code cezbek.seed} names the seed. */
@Component
@ConditionalOnProperty("cezbek.seed")
class Seeding implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Seeding.class);

    /** Any number that is nobody else's: the lock under which one of several starting processes seeds. */
    private static final long LOCK = 0x6b657a62656bL;

    private final String name;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SettingsSeed settings;

    Seeding(
            @Value("${cezbek.seed}") String name,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            SettingsSeed settings) {
        this.name = name;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
            boolean empty = jdbc.sql("select not exists (select from loyalty.tier)")
                    .query(Boolean.class)
                    .single();
            if (empty) {
                settings.write(SeedFile.read(name));
                log.info("Seeded the database with {}", name);
            }
        });
    }
}
