package id.kezbek.startup.doctor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import id.kezbek.access.AccessSettings;
import id.kezbek.limits.LimitSettings;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.startup.StartFailure;
import id.kezbek.startup.process.ConfigurationLayers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The command {@code doctor}: prints the settings and their sources, and then checks each system. */
public final class Doctor {

    /** The first word of this command's command line. */
    public static final String NAME = "doctor";

    private static final String USAGE =
            "doctor [--settings | --settings=set | --systems] [--within=seconds] [--name=value ...]";
    private static final String OPTION = "--(settings(=set)?|systems|within=[1-9][0-9]?)";
    private static final String SETTING = "--[A-Za-z].*=.*(?s:.*)";
    private static final String WITHIN = "--within=";
    private static final Duration WITHIN_DEFAULT = Duration.ofSeconds(3);

    /** The types of settings that validate their values. */
    private static final Map<String, Class<?>> BOUND = Map.of(
            "cezbek.limits", LimitSettings.class,
            "cezbek.payouts", PayoutSettings.class,
            "cezbek.access", AccessSettings.class);

    private Doctor() {}

    /** @return the exit status: 0 if all required systems are available, otherwise 1 */
    public static int run(List<String> arguments, PrintStream out) throws InterruptedException {
        // Libraries log failed connections with stack traces. The doctor itself reports failed connections.
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        if (arguments.contains("--help")) {
            out.println("usage: " + USAGE);
            return 0;
        }
        List<String> settings = new ArrayList<>(arguments.subList(1, arguments.size()));
        settings.removeIf(argument -> argument.matches(OPTION));
        for (String setting : settings) {
            if (!setting.matches(SETTING)) {
                out.println("cezbek: '" + setting + "' is not an option; usage: " + USAGE);
                return 1;
            }
        }
        List<String> findings = new ArrayList<>();
        ConfigurableEnvironment environment = environment(settings, findings);
        Catalogue catalogue = Catalogue.ofThisProgram();
        EffectiveSettings effective = new EffectiveSettings(environment, catalogue);
        boolean isOnlySet = arguments.contains("--settings=set");
        if (!arguments.contains("--systems")) {
            print(effective.all(), isOnlySet, out);
        }
        for (String name : effective.unknown()) {
            String advice = catalogue
                    .nearest(name)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("remove it");
            findings.add(Check.line(Check.WARNING, "setting " + name, "the engine has no such setting; " + advice));
        }
        new TreeMap<>(BOUND).forEach((prefix, type) -> {
            try {
                Object unused = Binder.get(environment).bindOrCreate(prefix, type);
            } catch (RuntimeException unusable) {
                findings.add(Check.line(Check.WRONG, "settings " + prefix, StartFailure.explain(unusable)));
            }
        });
        if (!isOnlySet && !arguments.contains("--settings")) {
            Duration within = within(arguments);
            findings.addAll(Check.all(new Systems(environment, within).checks(), within));
        }
        findings.forEach(out::println);
        return findings.stream().anyMatch(line -> line.startsWith(Check.WRONG)) ? 1 : 0;
    }

    /** Prints settings with configured values first, because most settings have their default values. */
    private static void print(List<EffectiveSettings.Effective> all, boolean isOnlySet, PrintStream out) {
        all.stream().filter(setting -> !setting.isDefault()).forEach(setting -> out.println(setting.line()));
        out.println();
        if (!isOnlySet) {
            all.stream().filter(EffectiveSettings.Effective::isDefault).forEach(setting -> out.println(setting.line()));
            out.println();
        }
    }

    /**
     * The same layers as in an engine. A layer that cannot be read becomes a finding, and the other layers are still
     * shown.
     *
     * @param arguments settings of the command line
     * @param findings the list to which the method adds a line for each problem
     */
    public static ConfigurableEnvironment environment(List<String> arguments, List<String> findings) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
        ConfigurationPropertySources.attach(environment);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException unreadable) {
            findings.add(Check.line(Check.WRONG, "configuration files", StartFailure.explain(unreadable)));
        }
        ConfigurationLayers.addWhatCanBeRead(environment)
                .forEach(problem -> findings.add(Check.line(Check.WRONG, "configuration", problem)));
        ConfigurationLayers.missing(environment)
                .forEach(problem -> findings.add(Check.line(Check.WARNING, "configuration", problem)));
        return environment;
    }

    private static Duration within(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(WITHIN))
                .map(argument -> Duration.ofSeconds(Long.parseLong(argument.substring(WITHIN.length()))))
                .findFirst()
                .orElse(WITHIN_DEFAULT);
    }
}
