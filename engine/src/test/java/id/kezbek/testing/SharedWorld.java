package id.kezbek.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import id.kezbek.access.BreakGlassCodes;
import id.kezbek.sandbox.parts.OutsideWorld;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * The external systems that the tests of a JVM share. They start at their first use and stop after the last engine.
 */
public final class SharedWorld implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final class Traced {
        static final TraceReceiver RECEIVER = TraceReceiver.start(0);

        static {
            stopAfterEngines(RECEIVER::close);
        }
    }

    /** Tests ask the database in loops, so they keep connections. */
    private static final class Owner {
        static final HikariDataSource CONNECTIONS = connections();

        static {
            stopAfterEngines(CONNECTIONS::close);
        }

        private static HikariDataSource connections() {
            HikariConfig config = new HikariConfig();
            config.setPoolName("tests");
            config.setJdbcUrl(get().jdbcUrl());
            config.setMaximumPoolSize(OWNER_CONNECTIONS_MAX);
            config.setMinimumIdle(0);
            // Tests change tables while statements are known.
            config.addDataSourceProperty("prepareThreshold", 0);
            return new HikariDataSource(config);
        }
    }

    private static final class Holder {
        static final OutsideWorld WORLD = OutsideWorld.ephemeral();

        static {
            stopAfterEngines(WORLD::close);
            migrate(WORLD.engineProperties());
            EngineProgram.prepare();
        }

        /** Migrates the shared database before an engine uses it, and copies it, because all migrations take seconds. */
        private static void migrate(Map<String, String> properties) {
            Flyway.configure()
                    .dataSource(
                            properties.get("spring.flyway.url"),
                            properties.get("spring.flyway.user"),
                            properties.get("spring.flyway.password"))
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .placeholders(Map.of("app_user", "cezbek_app", "partner_reader", "cezbek_partner_reader"))
                    .load()
                    .migrate();
            propertiesOnCopy(MIGRATED, "cezbek");
        }
    }

    private static final String MIGRATED = "migrated";
    private static final int OWNER_CONNECTIONS_MAX = 10;

    public static OutsideWorld get() {
        return Holder.WORLD;
    }

    /** The receiver of the shared engine's spans. Engines of single tests have no traces. */
    public static TraceReceiver traces() {
        return Traced.RECEIVER;
    }

    /** The settings of an engine with these systems. */
    public static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(get().engineProperties());
        properties.put("server.address", "127.0.0.1");
        properties.put("cezbek.security.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        properties.put("cezbek.seed", "sandbox");
        // Tests turn the clock by days and months, so jobs run only when a test calls them.
        properties.put("cezbek.jobs.scheduled", "false");
        // Most engines of tests need few connections at a time.
        properties.put("spring.datasource.hikari.minimum-idle", "2");
        // Tests share addresses; tests of this limit use a separate installation.
        properties.put("cezbek.notifications.max-per-address-and-day", "0");
        properties.put("cezbek.billing.invoices.seller-name", "PT Kezbek Indonesia");
        properties.put("cezbek.billing.invoices.seller-address", "Jalan Merdeka 1, Jakarta");
        properties.put("cezbek.billing.invoices.seller-npwp", "0999888777666555");
        properties.put("cezbek.billing.invoices.seller-idtku", "0999888777666555000000");
        properties.put("cezbek.billing.invoices.bank-account", "BCA 123-456-7890, PT Kezbek Indonesia");
        // The demo invoices purchases that were just booked.
        properties.put("cezbek.billing.invoices.settle-after", "1s");
        return properties;
    }

    /** As {@link #properties()}, with a new, empty database on the same server. */
    public static Map<String, Object> propertiesOnEmptyDatabase(String name) {
        return propertiesOnCopy(name, "template1");
    }

    /** As {@link #properties()}, with a new database on the same server that has all migrations and no data. */
    public static Map<String, Object> propertiesOnNewDatabase(String name) {
        return propertiesOnCopy(name, MIGRATED);
    }

    /** As {@link #properties()}, with a new database that copies another one, which nothing may use meanwhile. */
    public static Map<String, Object> propertiesOnCopy(String name, String template) {
        administration()
                .sql("create database " + name + " owner cezbek_owner template " + template)
                .update();
        Map<String, Object> properties = properties();
        for (String url : new String[] {"spring.datasource.url", "spring.flyway.url"}) {
            properties.computeIfPresent(url, (key, value) -> value.toString().replaceFirst("/[a-z_]+$", "/" + name));
        }
        // A separate queue, because an engine drops messages that name e-mails of another database.
        properties.put("cezbek.notifications.queue", madeQueue(name));
        return properties;
    }

    /** Creates a queue for e-mails and returns its name. */
    public static String madeQueue(String name) {
        Map<String, Object> properties = properties();
        try (SqsAsyncClient sqs = SqsAsyncClient.builder()
                .endpointOverride(URI.create(text(properties, "spring.cloud.aws.sqs.endpoint")))
                .region(Region.of(text(properties, "spring.cloud.aws.region.static")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        text(properties, "spring.cloud.aws.credentials.access-key"),
                        text(properties, "spring.cloud.aws.credentials.secret-key"))))
                .build()) {
            sqs.createQueue(create -> create.queueName(name)).join();
        }
        return name;
    }

    private static String text(Map<String, Object> properties, String key) {
        return properties.get(key).toString();
    }

    /** The database, connected as its owner. */
    public static JdbcClient database() {
        return JdbcClient.create(Owner.CONNECTIONS);
    }

    /** The database, connected as the server's administrator, who can lock out other users. */
    public static JdbcClient administration() {
        return JdbcClient.create(
                new DriverManagerDataSource(get().jdbcUrl().replaceFirst("\\?.*", "?user=postgres&password=")));
    }

    /**
     * Stops a part when the JVM ends and every engine is closed. A separate JVM hook would run at the same time as
     * their close.
     */
    public static void stopAfterEngines(Runnable stop) {
        SpringApplication.getShutdownHandlers().add(stop);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> properties = properties();
        properties.putAll(traces().properties());
        String sandboxFile = get().folder().resolve("sandbox.json").toString();
        properties.put("cezbek.sandbox-file", sandboxFile);
        properties.put("cezbek.try-it.sandbox-file", sandboxFile);
        properties.put("cezbek.test.faulty", "true");
        properties.put(BreakGlassCodes.PROPERTY, TestBreakGlass.setting());
        // A short timeout, so that a test of a database outage does not wait long.
        properties.put("spring.datasource.hikari.connection-timeout", "2000");
        // On a busy machine a provider can be slow, and an order with a late answer would be unknown for half a
        // minute.
        for (String provider : List.of("linksaja", "gopaid", "josvo", "middletrans", "xenit")) {
            properties.put("cezbek.providers." + provider + ".timeout", "9s");
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("outside world", properties));
    }
}
