package id.kezbek.startup;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The command {@code migrate}, with Spring's options: migrates the schema and exits. The command runs once before
 * processes of a new version start. These processes have {@code cezbek.migrate=off} and do not know the password of the
 * database's owner. The command needs this password, but no other secret, Redis, queue or master key.
 */
public final class MigrateCommand {

    /** The first word of this command's command line. */
    public static final String NAME = "migrate";

    static final int DONE = 0;
    static final int FAILED = 1;

    private static final String WHEN = "--cezbek.migrate=";
    /**
     * The command prints its result in one line. Before this line, the command logs only Flyway's progress, and whether
     * the e-mail to operators was sent. Spring's messages about a failed start are not logged. An operator's own {@code
     * logging.level} has precedence.
     */
    static final Map<String, Object> QUIET = Map.of(
            "logging.level.org.springframework", "off",
            "logging.level.org.flywaydb", "off",
            "logging.level.org.flywaydb.core.internal.command.DbMigrate", "info");

    /**
     * This option has precedence over the environment, because processes that must not migrate may have the same
     * environment.
     */
    private static final List<String> ALWAYS = List.of(WHEN + "start");

    /**
     * The parts of the engine that a migration needs. The parts are created lazily, because no mail system may be
     * configured for the e-mail about a failure.
     */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class,
        MailSenderAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {"id.kezbek.startup.schema", "id.kezbek.adapters.smtp"},
            lazyInit = true)
    static class Schema {}

    private MigrateCommand() {}

    /**
     * @param arguments the command's name, and then options, for example {@code --spring.flyway.url=…}
     * @return the exit status
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Schema.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(QUIET)
                .run(options(arguments))) {
            Flyway flyway = context.getBeanProvider(Flyway.class).getIfAvailable();
            if (flyway == null) {
                throw new StartFailure.Precondition(
                        "migrate needs the log-in of the database's owner: set SPRING_FLYWAY_URL,"
                                + " SPRING_FLYWAY_USER and SPRING_FLYWAY_PASSWORD");
            }
            out.println("the schema is up to date, at version "
                    + Objects.requireNonNull(flyway.info().current()).getVersion());
            return DONE;
        } catch (RuntimeException failed) {
            err.println("cezbek: " + StartFailure.explain(failed));
            return FAILED;
        }
    }

    private static String[] options(List<String> arguments) {
        // Removes the operator's own option, because Spring would combine a repeated option into a list.
        return Stream.concat(arguments.stream().skip(1).filter(option -> !option.startsWith(WHEN)), ALWAYS.stream())
                .toArray(String[]::new);
    }
}
