package id.kezbek.startup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import id.kezbek.payouts.conformance.Conformance;
import id.kezbek.payouts.conformance.Plan;
import id.kezbek.payouts.conformance.Report;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.startup.doctor.Doctor;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The command that checks, with the real adapter, whether a provider fulfils the contract of the provider port. The
 * command needs no database.
 */
public final class ConformanceCommand {

    /** The first word of this command's command line. */
    public static final String NAME = "conformance";

    static final int HELD = 0;
    static final int NOT_HELD = 1;
    static final int UNUSABLE = 2;

    private static final String USAGE = """
            usage: conformance <provider> --number <msisdn> --wallet <code> --amount <rupiah> --yes
              [--wait <seconds>]         for the end of an accepted order, and for a callback; 120
              [--above-limit <rupiah>]   an amount that the provider must refuse
              [--callback-port <port>]   receive callbacks there
              [--float-is-empty]         only try how the provider refuses an order that its float does not cover
              [--name=value ...]         settings, for example --cezbek.providers.xendit.base-url=https://api.xendit.co""";

    private static final Set<String> WITH_VALUE =
            Set.of("--number", "--wallet", "--amount", "--wait", "--above-limit", "--callback-port");
    private static final Set<String> FLAGS = Set.of("--yes", "--float-is-empty");
    private static final Pattern SETTING = Pattern.compile("--[A-Za-z][^=]*=.*", Pattern.DOTALL);
    private static final String OF_PROVIDERS = "--cezbek.providers.";
    private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int WAIT_SECONDS = 120;

    /** An invalid command line; the message is one line. */
    private static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    private record Words(String provider, Map<String, String> options, List<String> settings) {

        boolean has(String flag) {
            return options.containsKey(flag);
        }

        String required(String option) {
            return Optional.ofNullable(options.get(option))
                    .orElseThrow(() -> new Unusable(option + " is missing\n" + USAGE));
        }

        Optional<Integer> whole(String option) {
            return Optional.ofNullable(options.get(option)).map(text -> {
                if (!WHOLE.matcher(text).matches()) {
                    throw new Unusable(option + " must be a whole number above zero");
                }
                return Integer.valueOf(text);
            });
        }
    }

    private ConformanceCommand() {}

    /**
     * @return the exit status: 0 if the provider kept every tested promise, 1 if the provider broke a promise, 2 if
     *     nothing was tested
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        // The report describes each failure; log lines of libraries would hide the report.
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.OFF);
        }
        if (arguments.contains("--help")) {
            out.println(USAGE);
            return HELD;
        }
        try {
            Words words = words(arguments.subList(1, arguments.size()));
            Plan plan = plan(words);
            ConfigurableEnvironment environment = Doctor.environment(words.settings(), new ArrayList<>());
            out.println(plan.warning());
            out.println("Orders go to: "
                    + environment.getProperty(
                            "cezbek.providers." + words.provider() + ".base-url", "(no address is set)"));
            if (!words.has("--yes")) {
                throw new Unusable("nothing was sent; repeat the command with --yes");
            }
            return tried(plan, environment, out);
        } catch (Unusable unusable) {
            err.println("cezbek: " + unusable.getMessage());
            return UNUSABLE;
        } catch (IllegalArgumentException wrong) {
            err.println("cezbek: " + wrong.getMessage());
            return UNUSABLE;
        } catch (RuntimeException wrong) {
            err.println("cezbek: " + StartFailure.explain(wrong));
            return UNUSABLE;
        }
    }

    private static int tried(Plan plan, ConfigurableEnvironment environment, PrintStream out)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        Report report =
                new Conformance(environment, clock, new Ids(clock, new SecureRandom()), Thread::sleep).run(plan);
        report.print(out);
        return report.holds() ? HELD : NOT_HELD;
    }

    private static Plan plan(Words words) {
        String number = words.required("--number");
        words.required("--amount");
        return new Plan(
                words.provider(),
                Msisdn.parse(number).orElseThrow(() -> new Unusable("--number " + Msisdn.expected())),
                words.required("--wallet"),
                Money.rupiah(words.whole("--amount").orElseThrow().longValue()),
                Duration.ofSeconds(words.whole("--wait").orElse(WAIT_SECONDS)),
                words.whole("--above-limit").map(rupiah -> Money.rupiah(rupiah.longValue())),
                words.has("--float-is-empty"),
                words.whole("--callback-port").map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static Words words(List<String> arguments) {
        if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
            throw new Unusable("name a provider\n" + USAGE);
        }
        Map<String, String> options = new HashMap<>();
        List<String> settings = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (FLAGS.contains(word)) {
                options.put(word, "");
            } else if (WITH_VALUE.contains(word) && i + 1 < arguments.size()) {
                options.put(word, arguments.get(++i));
            } else if (SETTING.matcher(word).matches()) {
                settings.add(requireOfProvider(word));
            } else {
                throw new Unusable("'" + word + "' is not an option, or its value is missing\n" + USAGE);
            }
        }
        return new Words(arguments.getFirst(), options, settings);
    }

    /**
     * Refuses a mistyped name of a setting, because orders could otherwise be sent to a wrong address. The command does
     * not print the value, because the value may be a secret.
     */
    private static String requireOfProvider(String setting) {
        if (!setting.startsWith(OF_PROVIDERS)) {
            throw new Unusable("'" + setting.substring(0, setting.indexOf('='))
                    + "' is not a setting of a provider; its name" + " starts with " + OF_PROVIDERS);
        }
        return setting;
    }
}
