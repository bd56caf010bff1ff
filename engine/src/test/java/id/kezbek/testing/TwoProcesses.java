package id.kezbek.testing;

import id.kezbek.CezbekApplication;
import id.kezbek.billing.RecordTopUp;
import id.kezbek.loyalty.Tier;
import id.kezbek.loyalty.Tiers;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.sql.DataVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two engines that exchange information only through their common database, like two processes. Neither pays, and
 * neither refreshes its settings by itself, so a change by one applies to the other only if a decision checks for it.
 * The tests of a JVM share them, with one clock; they start at their first use.
 */
public final class TwoProcesses {

    public static final TestClock CLOCK = new TestClock();
    private static final String DATABASE = "two_processes";

    private static final class Holder {
        static final Map<String, Object> PROPERTIES = properties();
        static final List<ConfigurableApplicationContext> PROCESSES = List.of(start(), start());
        static final List<Tier> TIERS =
                PROCESSES.getFirst().getBean(Tiers.class).inForce();

        private static Map<String, Object> properties() {
            Map<String, Object> properties = new HashMap<>(SharedWorld.propertiesOnNewDatabase(DATABASE));
            properties.put("cezbek.roles", "api");
            properties.put("cezbek.settings.refresh-interval", "PT24H");
            // Callers without a worker use one connection each, and may wait for one on a busy machine.
            properties.put("spring.datasource.hikari.connection-timeout", "60000");
            properties.put("server.port", "0");
            return properties;
        }

        private static ConfigurableApplicationContext start() {
            String[] arguments = PROPERTIES.entrySet().stream()
                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                    .toArray(String[]::new);
            SpringApplication process = new SpringApplication(CezbekApplication.class);
            process.addInitializers(context -> context.getBeanFactory().registerSingleton("clock", CLOCK));
            return process.run(arguments);
        }
    }

    private TwoProcesses() {}

    /** A bean of one of the two processes; any number selects one of them. */
    public static <T> T get(int process, Class<T> bean) {
        return Holder.PROCESSES.get(process & 1).getBean(bean);
    }

    /** One of the two processes, for a test that adds its own parts. */
    public static ApplicationContext context(int process) {
        return Holder.PROCESSES.get(process & 1);
    }

    /** Restores the original tiers after a test with other tiers. */
    public static void restoreTiers() {
        get(0, TransactionTemplate.class)
                .executeWithoutResult(status -> get(0, Tiers.class).replace(Holder.TIERS));
        Holder.PROCESSES.forEach(process -> process.getBean(DataVersions.class).refresh());
    }

    /** Partners that the first process creates. */
    public static TestPartners partners() {
        return new TestPartners(
                get(0, JdbcClient.class),
                get(0, TransactionTemplate.class),
                get(0, DataVersions.class),
                get(0, RecordTopUp.class),
                get(0, PartnerDirectory.class));
    }

    /** Their database, connected as its owner. */
    public static JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(
                Holder.PROPERTIES.get("spring.flyway.url").toString(),
                Holder.PROPERTIES.get("spring.flyway.user").toString(),
                Holder.PROPERTIES.get("spring.flyway.password").toString()));
    }
}
