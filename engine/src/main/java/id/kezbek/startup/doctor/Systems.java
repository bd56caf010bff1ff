package id.kezbek.startup.doctor;

import id.kezbek.notifications.EmailQueue;
import id.kezbek.payouts.conformance.CheckAccess;
import id.kezbek.shared.process.OnRole;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.systems.SideSystem;
import id.kezbek.shared.systems.SystemAway;
import id.kezbek.startup.StartFailure;
import id.kezbek.startup.masterkey.KeyCheck;
import id.kezbek.startup.process.DatabaseIsDurable;
import id.kezbek.startup.schema.Migrations;
import id.kezbek.startup.systems.WhyAway;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.beans.BeansException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.function.SingletonSupplier;

/** Runs the engine's own start checks and health checks, each separately, without an engine. */
final class Systems {

    /** The parts of an engine that check systems. Each part is created when a check needs the part. */
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        DataRedisAutoConfiguration.class,
        MailSenderAutoConfiguration.class,
        CredentialsProviderAutoConfiguration.class,
        RegionProviderAutoConfiguration.class,
        AwsAutoConfiguration.class,
        S3AutoConfiguration.class,
        SqsAutoConfiguration.class
    })
    @Import(EmailQueue.class)
    @ComponentScan({
        "id.kezbek.adapters.aws",
        "id.kezbek.adapters.files",
        "id.kezbek.adapters.smtp",
        "id.kezbek.adapters.redis",
        "id.kezbek.startup.systems"
    })
    static class Parts {}

    private static final int CONNECT_SECONDS_MAX = 2;
    private static final Duration SKEW_MAX = Duration.ofSeconds(2);

    /** The settings to check if a system is unavailable. */
    private static final Map<String, String> REMEDIES = Map.of(
            "redis", "spring.data.redis",
            "queue", "spring.cloud.aws, and that the queue cezbek.notifications.queue exists",
            "files", "cezbek.files. A folder must exist and be mounted; a bucket must exist and needs spring.cloud.aws",
            "mail", "spring.mail, or with cezbek.mail=ses spring.cloud.aws",
            "identity", "cezbek.cognito and spring.cloud.aws");

    private final ConfigurableEnvironment environment;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcClient jdbc;
    private final Duration answerWithin;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Supplier<CheckAccess> access;

    /**
     * @param within the maximum time for all checks together; the check of an address that does not respond may use
     *     half of this time
     */
    Systems(ConfigurableEnvironment environment, Duration within) {
        this.environment = environment;
        this.answerWithin = within.dividedBy(2);
        this.access = SingletonSupplier.of(() -> new CheckAccess(environment, Clock.systemUTC()));
        DriverManager.setLoginTimeout(CONNECT_SECONDS_MAX);
        DataSource database = new DriverManagerDataSource(
                environment.getProperty("spring.datasource.url", ""),
                environment.getProperty("spring.datasource.username", ""),
                environment.getProperty("spring.datasource.password", ""));
        this.jdbc = JdbcClient.create(database);
        Map<String, Object> once = Map.of("spring.flyway.connect-retries", 0);
        environment.getPropertySources().addFirst(new MapPropertySource("doctor", once));
        context.setEnvironment(environment);
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(DataSource.class, () -> database);
        context.register(Parts.class);
        context.refresh();
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("roles", true, () -> OnRole.active(environment).toString()));
        checks.add(new Check("port", true, this::port));
        checks.add(new Check("PostgreSQL", true, this::postgresql));
        checks.add(new Check("migrations", true, this::migrations));
        checks.add(new Check("master key", true, this::masterKey));
        for (String bean : context.getBeanNamesForType(SideSystem.class)) {
            checks.add(side(bean));
        }
        Binder.get(environment)
                .bind("cezbek.providers", Bindable.mapOf(String.class, Object.class))
                .ifBound(all -> new TreeSet<>(all.keySet()).forEach(name -> checks.add(provider(name))));
        return checks;
    }

    /**
     * A system that the health check watches. The system's bean is created before the check, because a cold JVM needs
     * seconds to create a bean.
     */
    private Check side(String bean) {
        try {
            SideSystem system = context.getBean(bean, SideSystem.class);
            return new Check(system.name(), false, () -> {
                try {
                    // The first call in a cold JVM may take longer than the system's timeout.
                    new RetryTemplate(RetryPolicy.withMaxRetries(1)).invoke(system::ask);
                    return "is available";
                } catch (RuntimeException away) {
                    throw new StartFailure.Precondition(WhyAway.of(away) + "; meanwhile " + system.withoutIt()
                            + "; check " + REMEDIES.getOrDefault(system.name(), "its settings"));
                }
            });
        } catch (BeansException unusable) {
            return new Check(bean, true, () -> {
                throw unusable;
            });
        }
    }

    private String port() throws InterruptedException {
        int port = environment.getProperty("server.port", Integer.class, 0);
        String bound = environment.getProperty("server.address", "0.0.0.0");
        String host = bound.equals("0.0.0.0") ? "127.0.0.1" : bound;
        try {
            return switch (port == 0 ? port : status("http://" + host + ":" + port + "/readyz")) {
                case 0 -> "any";
                case 200 -> port + ": an engine runs there and is ready";
                case 503 -> port + ": an engine runs there and is not ready; see its log";
                default -> throw new PortInUseException(port);
            };
        } catch (ConnectException refused) {
            return port + " is free";
        } catch (IOException noHttp) {
            throw new PortInUseException(port, noHttp);
        }
    }

    private int status(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(answerWithin)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String postgresql() {
        new DatabaseIsDurable(jdbc);
        Instant before = Instant.now();
        Instant there = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        if (there.isBefore(before.minus(SKEW_MAX))
                || there.isAfter(Instant.now().plus(SKEW_MAX))) {
            throw new StartFailure.Precondition(
                    "its clock is at " + there + " and this machine's at " + before + "; synchronize both with NTP");
        }
        return "durable, clocks agree, "
                + jdbc.sql("select 'version ' || current_setting('server_version') || ', user ' || current_user")
                        .query(String.class)
                        .single();
    }

    private String migrations() {
        Flyway flyway = context.getBean(Flyway.class);
        int pending = Migrations.pending(flyway).size();
        MigrationInfo current = flyway.info().current();
        return current == null
                ? "the database is empty; the first start creates its schema"
                : "at version " + current.getVersion() + "; migrations for the next start: " + pending;
    }

    private String masterKey() {
        Sealing sealing = new Sealing(
                environment.getProperty(Sealing.PROPERTY, ""),
                environment.getProperty(Sealing.FORMER_PROPERTY, ""),
                new SecureRandom());
        try {
            new KeyCheck(jdbc, sealing).fault().ifPresent(fault -> {
                throw new StartFailure.Precondition(fault);
            });
            return "decrypts the stored values";
        } catch (DataAccessException unreadable) {
            return "set, but not checked because the database cannot be read";
        }
    }

    /**
     * Any response with a status below 500 shows that the provider is available. The credentials are checked with a
     * request that moves no money.
     */
    private Check provider(String name) {
        String settings = "cezbek.providers." + name;
        String address = Binder.get(environment)
                .bind(settings + ".base-url", String.class)
                .orElse("");
        return new Check("provider " + name, false, () -> {
            try {
                if (address.isBlank()) {
                    return "not used (" + settings + ".base-url is not set)";
                }
                int status = status(address.strip());
                if (status >= 500) {
                    throw new SystemAway("responds with status " + status);
                }
            } catch (IOException | RuntimeException away) {
                throw new StartFailure.Precondition(WhyAway.of(away)
                        + "; meanwhile payouts use other providers or wait; check " + settings + ".base-url");
            }
            return access(name, settings);
        });
    }

    private String access(String name, String settings) {
        Optional<String> problem;
        try {
            problem = access.get().problem(name);
        } catch (RuntimeException unusable) {
            String why = StartFailure.explain(unusable);
            // A message about another provider's settings appears in the line of the other provider.
            problem = why.contains(settings + ".") ? Optional.of("cannot be used: " + why) : Optional.empty();
        }
        problem.ifPresent(what -> {
            throw new StartFailure.Precondition(what + "; check " + settings + ".*, and see docs/providers.md");
        });
        return "answers";
    }
}
