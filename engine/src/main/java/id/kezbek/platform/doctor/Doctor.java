package id.kezbek.platform.doctor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import id.kezbek.access.AccessSettings;
import id.kezbek.limits.LimitSettings;
import id.kezbek.payouts.PayoutSettings;
import id.kezbek.platform.StartFailure;
import id.kezbek.platform.configuration.ConfigurationLayers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The command {@code doctor [--settings | --settings=set | --systems] [--within=<seconds>] [--<setting>=<value> …]}: prints
 * what rules and who says so, what somebody has set before the defaults, then looks at each system. Settings on its command line count as on the engine's.
 */
public final class Doctor {

    /** The first word of a command line that is meant for this class. */
    public static final String NAME = "doctor";

    /** Exit status where all that is needed is there, and where something is missing. */
    static final int WELL = 0;

    static final int ILL = 1;

    private static final String SETTINGS_ONLY = "--settings";
    private static final String SET_SETTINGS_ONLY = "--settings=set";
    private static final String SYSTEMS_ONLY = "--systems";
    private static final String HELP = "--help";
    private static final String USAGE =
            "doctor [--settings | --settings=set | --systems] [--within=seconds] [--name=value ...]";
    private static final Pattern WITHIN = Pattern.compile("--within=([1-9][0-9]?)");

    /** Those that say themselves what is wrong with a value. */
    private static final Map<String, Class<?>> BOUND = Map.of(
            "cezbek.limits", LimitSettings.class,
            "cezbek.payouts", PayoutSettings.class,
            "cezbek.access", AccessSettings.class);

    private Doctor() {}

    /** @return the exit status */
    public static int run(List<String> arguments, PrintStream out) {
        // Libraries log what they cannot reach, with stack traces; here the findings say it.
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        if (arguments.contains(HELP)) {
            out.println("usage: " + USAGE);
            return WELL;
        }
        List<String> options = arguments.stream().filter(Doctor::isOption).toList();
        List<String> settings = arguments.stream()
                .skip(1)
                .filter(argument -> !options.contains(argument))
                .toList();
        for (String setting : settings) {
            if (!setting.matches("--[A-Za-z].*=.*(?s:.*)")) {
                out.println("cezbek: '" + setting + "' is no option; usage: " + USAGE);
                return ILL;
            }
        }
        List<Finding> findings = new ArrayList<>();
        ConfigurableEnvironment environment = environment(settings, findings);
        Catalogue catalogue = Catalogue.ofThisProgram();
        EffectiveSettings effective = new EffectiveSettings(environment, catalogue);
        if (!options.contains(SYSTEMS_ONLY)) {
            print(effective.all(), options, out);
        }
        findings.addAll(unknown(effective, catalogue));
        findings.addAll(unusable(environment));
        if (!options.contains(SETTINGS_ONLY) && !options.contains(SET_SETTINGS_ONLY)) {
            findings.addAll(systems(environment, within(options)));
        }
        findings.forEach(finding -> out.println(finding.line()));
        return findings.stream().anyMatch(Finding::isWrong) ? ILL : WELL;
    }

    /** What an operator has set is what an operator looks for; the defaults are many. */
    private static void print(List<EffectiveSettings.Effective> all, List<String> options, PrintStream out) {
        all.stream().filter(setting -> !setting.isDefault()).forEach(setting -> out.println(setting.line()));
        out.println();
        if (!options.contains(SET_SETTINGS_ONLY)) {
            all.stream().filter(EffectiveSettings.Effective::isDefault).forEach(setting -> out.println(setting.line()));
            out.println();
        }
    }

    /** The layers as an engine has them; what cannot be read is a finding, and the rest is shown. */
    private static ConfigurableEnvironment environment(List<String> arguments, List<Finding> findings) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(arguments.toArray(String[]::new)));
        ConfigurationPropertySources.attach(environment);
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException unreadable) {
            findings.add(Finding.wrong("configuration files", Causes.shortly(unreadable)));
        }
        ConfigurationLayers.addWhatCanBeRead(environment)
                .forEach(problem -> findings.add(Finding.wrong("configuration", problem)));
        return environment;
    }

    private static List<Finding> unknown(EffectiveSettings effective, Catalogue catalogue) {
        return effective.unknown().stream()
                .map(name -> Finding.warning(
                        "setting " + name,
                        "nobody reads it"
                                + catalogue
                                        .nearest(name)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; remove it")))
                .toList();
    }

    private static List<Finding> unusable(ConfigurableEnvironment environment) {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(BOUND).forEach((prefix, type) -> {
            try {
                Object unused = Binder.get(environment).bindOrCreate(prefix, type);
            } catch (RuntimeException unusable) {
                findings.add(Finding.wrong("settings " + prefix, StartFailure.explain(unusable)));
            }
        });
        return findings;
    }

    private static boolean isOption(String argument) {
        return argument.equals(SETTINGS_ONLY)
                || argument.equals(SET_SETTINGS_ONLY)
                || argument.equals(SYSTEMS_ONLY)
                || WITHIN.matcher(argument).matches();
    }

    /** How long the looks may take together: three seconds, or what a slow line needs. */
    private static Duration within(List<String> options) {
        return options.stream()
                .map(WITHIN::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(within -> Duration.ofSeconds(Long.parseLong(within.group(1))))
                .orElse(Checks.LONGEST);
    }

    private static List<Finding> systems(ConfigurableEnvironment environment, Duration within) {
        // Not closed: a client that hangs would be waited for, and the process ends after this.
        Libraries libraries = new Libraries(environment);
        libraries.warmUp();
        return Checks.run(new SystemChecks(environment, libraries).all(), within);
    }
}
