package id.kezbek.sandbox.run;

import id.kezbek.sandbox.client.Answer;
import id.kezbek.sandbox.parts.CannotStart;
import id.kezbek.sandbox.providers.Provider;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./cezbek faults [provider [--none | --timeout-after 0.1 --seed 7 …]]}: shows or sets the faults of the
 * running providers. The options are the names of the sandbox's fault fields, with hyphens.
 */
public final class FaultsCommand {

    private static final String NONE = "--none";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private final RunningProviders providers;
    private final PrintStream out;

    private FaultsCommand(RunningProviders providers, PrintStream out) {
        this.providers = providers;
        this.out = out;
    }

    /**
     * @param sandboxFile the installation's {@code sandbox.json}
     *
     * @throws CannotStart if no installation is running or an argument is invalid; the faults do not change then
     */
    public static void run(Path sandboxFile, List<String> arguments, PrintStream out) {
        List<Provider> wanted = arguments.isEmpty()
                ? List.of(Provider.values())
                : List.of(RunningProviders.named(arguments.getFirst()));
        List<String> options = arguments.stream().skip(1).toList();
        try (RunningProviders providers = RunningProviders.of(sandboxFile)) {
            FaultsCommand command = new FaultsCommand(providers, out);
            if (!options.isEmpty()) {
                command.set(wanted.getFirst(), options);
            }
            wanted.forEach(command::show);
        }
    }

    private void set(Provider provider, List<String> options) {
        ObjectNode faults = options.equals(List.of(NONE))
                ? JsonMapper.shared().createObjectNode()
                : faults(options, Set.copyOf(providers.faults(provider).propertyNames()));
        Answer answer = providers.misbehave(provider, faults);
        if (!answer.succeeded()) {
            throw new CannotStart(refusal(answer.body()));
        }
    }

    private static ObjectNode faults(List<String> options, Set<String> known) {
        ObjectNode faults = JsonMapper.shared().createObjectNode();
        for (int at = 0; at < options.size(); at += 2) {
            String option = options.get(at);
            String field = field(option, known);
            if (faults.has(field)) {
                throw new CannotStart(option + " occurs more than once");
            }
            faults.put(field, number(option, at + 1 < options.size() ? options.get(at + 1) : ""));
        }
        return faults;
    }

    private static String field(String option, Set<String> known) {
        return known.stream()
                .filter(field -> option(field).equals(option))
                .findFirst()
                .orElseThrow(() -> new CannotStart("'" + option + "' is not an option of faults; the options are "
                        + known.stream().map(FaultsCommand::option).sorted().collect(Collectors.joining(" "))
                        + ", and " + NONE + " alone"));
    }

    private static String option(String field) {
        return "--" + field.replace('_', '-');
    }

    private static BigDecimal number(String option, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new CannotStart(option + " needs a number, for example: " + option + " 0.1");
        }
        return new BigDecimal(text);
    }

    /** The sandbox's refusal, with option names instead of field names. */
    private static String refusal(JsonNode body) {
        String field = body.path("field").asString("");
        String message = body.path("message").asString("the simulated providers did not accept these faults");
        return message.startsWith(field) ? option(field) + message.substring(field.length()) : message;
    }

    /** Prints the faults as options, so that a person can set the same faults again with these options. */
    private void show(Provider provider) {
        JsonNode faults = providers.faults(provider);
        String set = faults.properties().stream()
                .filter(fault -> !fault.getKey().equals("seed"))
                .filter(fault -> matters(fault.getKey(), faults))
                .map(fault -> option(fault.getKey()) + " "
                        + fault.getValue().decimalValue().stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" "));
        String shown = set.isEmpty()
                ? "no faults"
                : set + " --seed " + faults.path("seed").asString();
        out.println(String.format(Locale.ROOT, "%-12s %-10s %s", provider.configurationName(), provider.name(), shown));
    }

    /** Skips delays of faults that are not active. */
    private static boolean matters(String field, JsonNode faults) {
        return switch (field) {
            case "late_after_s" -> isSet("late_success", faults);
            case "reverse_after_s" -> isSet("reverse", faults);
            default -> isSet(field, faults);
        };
    }

    private static boolean isSet(String field, JsonNode faults) {
        return faults.path(field).decimalValue().signum() != 0;
    }
}
