package id.kezbek.sandbox.run;

import id.kezbek.sandbox.parts.CannotStart;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ./cezbek sign}: creates a partner's signed log-in, with the credentials of the sandbox or of the options. */
public final class SignCommand {

    private static final String CODE = "--code";
    private static final String KEY = "--key";
    private static final String SECRET = "--secret";
    private static final String AT = "--at";
    private static final String URL = "--url";
    private static final Set<String> OPTIONS = Set.of(CODE, KEY, SECRET, AT, URL);
    private static final String SECRET_VARIABLE = "CEZBEK_API_SECRET";
    private static final Pattern PARTNER_CODE = Pattern.compile("[A-Za-z0-9]{1,10}");
    /** At most 12 digits: all realistic times fit, and the number cannot overflow. */
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");
    /** Excludes characters that would end the quotes in the printed command. */
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x26\\x28-\\x7e]+");

    private static final String HELP = """
            usage: ./cezbek sign <partner>
                   ./cezbek sign --code LAJADA [--key KEY --secret SECRET] [--at UNIX-SECONDS] [--url http://localhost:10001]

            Prints the signature of a partner's log-in, and the request as a curl command. Without --key and --secret, it
            uses the key and secret of the running sandbox. If the secret is in the variable CEZBEK_API_SECRET, it is not
            visible in the list of processes.
            The signature is lower-case hex of
              HMAC-SHA256(secret, UPPER(METHOD) ":" UPPER(code) ":" unix_seconds ":" UPPER(key))
            and valid once, within 300 seconds before or after its time.""";

    private SignCommand() {}

    /**
     * @param sandboxFile the installation's {@code sandbox.json}
     *
     * @param environment returns an environment variable; null if it is not set
     */
    public static void run(
            Path sandboxFile,
            List<String> arguments,
            Function<String, @Nullable String> environment,
            Instant now,
            PrintStream out) {
        if (arguments.isEmpty()) {
            throw new CannotStart("sign needs a partner's code, for example: ./cezbek sign LAJADA");
        }
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(HELP);
            return;
        }
        Map<String, String> options = options(arguments);
        Optional.ofNullable(environment.apply(SECRET_VARIABLE))
                .filter(secret -> !secret.isBlank() && options.containsKey(KEY))
                .ifPresent(secret -> options.putIfAbsent(SECRET, secret));
        out.println(Signing.logIn(logIn(sandboxFile, options, now)));
    }

    private static Signing.LogIn logIn(Path sandboxFile, Map<String, String> options, Instant now) {
        String code = checked(options, CODE, PARTNER_CODE, "a partner's code: 1 to 10 letters and digits");
        Instant at = options.containsKey(AT)
                ? Instant.ofEpochSecond(Long.parseLong(
                        checked(options, AT, UNIX_SECONDS, "Unix time in seconds, for example 1767225600")))
                : now;
        if (!options.containsKey(KEY) && !options.containsKey(SECRET)) {
            Signing.LogIn seeded = Signing.seeded(sandboxFile, code, at);
            return options.containsKey(URL) ? seeded.at(url(options)) : seeded;
        }
        if (!options.containsKey(KEY) || !options.containsKey(SECRET)) {
            throw new CannotStart(
                    "give both --key and --secret, or neither of them to use the sandbox's key and secret");
        }
        return new Signing.LogIn(
                url(options),
                code,
                checked(options, KEY, PRINTABLE, "the partner's api_key"),
                checked(options, SECRET, PRINTABLE, "the partner's api_secret"),
                at);
    }

    private static String url(Map<String, String> options) {
        options.putIfAbsent(URL, "http://localhost:10001");
        return checked(
                options, URL, Pattern.compile("https?://[A-Za-z0-9.:\\[\\]-]+"), "such as https://api.example.com");
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            String option = word.startsWith("-") ? word : CODE;
            if (!OPTIONS.contains(option)) {
                throw new CannotStart("sign has no option " + option + "; ./cezbek sign --help lists the options");
            }
            if (word.startsWith("-") && !words.hasNext()) {
                throw new CannotStart(option + " needs a value");
            }
            if (options.put(option, word.startsWith("-") ? words.next() : word) != null) {
                throw new CannotStart(
                        option.equals(CODE) ? "sign takes one partner's code" : option + " occurs more than once");
            }
        }
        if (!options.containsKey(CODE)) {
            throw new CannotStart("sign needs a partner's code, for example: ./cezbek sign LAJADA");
        }
        return options;
    }

    private static String checked(Map<String, String> options, String option, Pattern shape, String what) {
        String value = options.getOrDefault(option, "");
        if (!shape.matcher(value).matches()) {
            throw new CannotStart(option + " must be " + what);
        }
        return value;
    }
}
