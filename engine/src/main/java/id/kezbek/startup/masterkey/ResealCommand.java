package id.kezbek.startup.masterkey;

import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.KeyedHash;
import id.kezbek.shared.security.RowMac;
import id.kezbek.shared.security.SealedColumns;
import id.kezbek.shared.security.SealedColumns.SealedColumn;
import id.kezbek.shared.security.Sealing;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import id.kezbek.startup.StartFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The command {@code reseal [--sign-rows]}, with Spring's options: reseals the stored values with another master key.
 * The command uses the engine's settings: new key, former keys and database.
 */
public final class ResealCommand {

    /** The first word of this command's command line. */
    public static final String NAME = "reseal";

    static final int DONE = 0;
    static final int LEFT = 1;
    static final int FAILED = 2;

    private static final String SIGN_ROWS = "--sign-rows";

    private static final Map<String, Object> QUIET = Map.of(
            "logging.level.root",
            "off",
            "logging.level." + SecurityEvents.LOGGER,
            "info",
            "spring.datasource.hikari.maximum-pool-size",
            "2");

    /**
     * The parts of the engine that resealing needs: the database, the keys, and each module's list of columns. The
     * class has no {@code @Configuration}, because an engine would otherwise load the class too.
     */
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    @Import({Sealing.class, RowMac.class, KeyedHash.class, SecurityEvents.class})
    @ComponentScan(
            basePackages = "id.kezbek",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = SealedColumns.class))
    static class Parts {

        @Bean
        SecureRandom random() {
            return new SecureRandom();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    private ResealCommand() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean isSigningRows = arguments.contains(SIGN_ROWS);
        String[] options = arguments.stream()
                .skip(1)
                .filter(option -> !option.equals(SIGN_ROWS))
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(QUIET)
                .run(options)) {
            Reseal reseal = new Reseal(
                    context.getBean(JdbcClient.class),
                    context.getBean(Sealing.class),
                    context.getBean(RowMac.class),
                    out::println,
                    isSigningRows);
            List<SealedColumn> columns = context.getBeansOfType(SealedColumns.class).values().stream()
                    .flatMap(module -> module.columns().stream())
                    .toList();
            Reseal.Counted counted = reseal.run(columns);
            context.getBean(SecurityEvents.class)
                    .record(
                            SecurityEvent.KEY_CHANGED,
                            Actor.engine(),
                            "reseal renewed=" + counted.renewed() + " left=" + counted.left() + " meanwhile="
                                    + counted.meanwhile() + " signed=" + counted.signed());
            return print(counted, context.getBean(KeyedHash.class).formerHashKeys(), out);
        } catch (RuntimeException failed) {
            err.println("cezbek: " + StartFailure.explain(failed));
            return FAILED;
        }
    }

    private static int print(Reseal.Counted counted, String formerHashKeys, PrintStream out) {
        out.println(counted.renewed() + " values now use the new key" + also(counted.signed(), " rows signed"));
        if (counted.left() > 0) {
            out.println(counted.left() + " values still use another key; add it to " + Sealing.FORMER_PROPERTY
                    + " and run this again, or accept that they are lost");
        }
        if (counted.meanwhile() > 0) {
            out.println(counted.meanwhile()
                    + " values were written with another key meanwhile: an engine with that key is still running;"
                    + " restart it with the new key and run this again");
        }
        if (counted.left() > 0 || counted.meanwhile() > 0) {
            return LEFT;
        }
        if (!formerHashKeys.isEmpty()) {
            out.println(
                    "set this setting and keep it secret: the engine needs it to find existing customers and e-mail addresses\n"
                            + KeyedHash.FORMER_HASH_KEYS + "=" + formerHashKeys);
        }
        out.println("no value needs a former key: remove " + Sealing.FORMER_PROPERTY + " from the settings");
        return DONE;
    }

    private static String also(long count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }
}
