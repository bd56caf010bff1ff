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
 * Two engines that know of each other only what their one database tells them, as two processes do. Neither pays, and
 * neither refreshes its settings by itself: what one of them has changed rules the other because it looks, or not at all.
 * The tests of a JVM share them, started at first need, on one clock.
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
            // Callers without a lane take a connection each, and wait for one on a machine that is busy otherwise.
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

    /** A bean of one of the two processes; any number names one of them. */
    public static <T> T get(int process, Class<T> bean) {
        return Holder.PROCESSES.get(process & 1).getBean(bean);
    }

    /** One of the two processes as a whole, for a test that puts parts of its own beside it. */
    public static ApplicationContext context(int process) {
        return Holder.PROCESSES.get(process & 1);
    }

    /** The tiers of the start, for those that come after a test with tiers of its own. */
    public static void restoreTiers() {
        get(0, TransactionTemplate.class)
                .executeWithoutResult(status -> get(0, Tiers.class).replace(Holder.TIERS));
        Holder.PROCESSES.forEach(process -> process.getBean(DataVersions.class).refresh());
    }

    /** Partners that the first process makes. */
    public static TestPartners partners() {
        return new TestPartners(
                get(0, JdbcClient.class),
                get(0, TransactionTemplate.class),
                get(0, DataVersions.class),
                get(0, RecordTopUp.class),
                get(0, PartnerDirectory.class));
    }

    /** Their database as its owner sees it. */
    public static JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(
                Holder.PROPERTIES.get("spring.flyway.url").toString(),
                Holder.PROPERTIES.get("spring.flyway.user").toString(),
                Holder.PROPERTIES.get("spring.flyway.password").toString()));
    }
}
